import * as z from "zod/mini";

export const Role = z.enum(["front_desk", "nurse", "billing", "manager", "admin"]);
/** The roles a person signs in with. A practice may name more of them in its rules (`lead`), for notices only. */
export type Role = z.infer<typeof Role>;

export const Actor = z.strictObject({
  kind: z.enum(["user", "rule", "timer", "import", "api"]),
  id: z.string(),
  role: z.string(),
});
/** Who did it. `role` is the role the person acted in; rules, timers and imports act as `system`. */
export type Actor = z.infer<typeof Actor>;

export const ruleActor = (rule: string): Actor => ({ kind: "rule", id: rule, role: "system" });
export const timerActor = (rule: string): Actor => ({ kind: "timer", id: rule, role: "system" });
export const importActor: Actor = { kind: "import", id: "import", role: "system" };
