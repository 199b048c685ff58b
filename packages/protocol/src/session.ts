import { Role } from "@corridor/domain";
import * as z from "zod/mini";
import { Id } from "./values.ts";

export const PersonaId = z.enum(["front-desk", "nurse", "billing", "manager", "admin"]);
export type PersonaId = z.infer<typeof PersonaId>;

/** Somebody to be in the demo practice. */
export const Persona = z.object({ id: PersonaId, name: z.string(), role: Role, does: z.string() });
export type Persona = z.infer<typeof Persona>;

export const PracticeHead = z.object({ id: Id, name: z.string(), timezone: z.string() });
export type PracticeHead = z.infer<typeof PracticeHead>;

/** POST /session */
export const SignIn = z.strictObject({
  email: z.string().check(z.minLength(3), z.maxLength(254)),
  password: z.string().check(z.minLength(1), z.maxLength(1024)),
});
export type SignIn = z.infer<typeof SignIn>;

/** POST /session/demo */
export const SignInDemo = z.strictObject({ persona: PersonaId });
export type SignInDemo = z.infer<typeof SignInDemo>;

/** GET /session/demo, asked before anyone signed in: what the sign-in page offers. */
export const DemoDoor = z.object({ demo: z.boolean(), personas: z.array(Persona) });
export type DemoDoor = z.infer<typeof DemoDoor>;

/** GET /session, and the answer to signing in. Nobody signed in is a 401 problem. */
export const Session = z.object({
  practice: PracticeHead,
  person: z.object({ id: Id, name: z.string(), role: Role }),
  roles: z.array(z.string()),
  demo: z.boolean(),
  personas: z.optional(z.array(Persona)),
});
export type Session = z.infer<typeof Session>;
