import * as z from "zod/mini";
import { Expression, Id, Name } from "../shape/index.ts";

export const RuleSpec = z.strictObject({
  id: Id,
  name: Name,
  description: z.optional(z.string()),
  enabled: z.optional(z.union([z.boolean(), z.literal("shadow")], "must be true, false or shadow")),
  when: z.array(z.unknown()).check(z.minLength(1, "must name at least one trigger")),
  let: z.optional(z.record(z.string(), Expression)),
  if: z.optional(z.unknown()),
  then: z.array(z.unknown()),
  else: z.optional(z.array(z.unknown())),
});
export type RuleSpec = z.infer<typeof RuleSpec>;

export const RulesFile = z.strictObject({
  schema: z.literal("corridor/v1"),
  kind: z.literal("rules"),
  lifecycle: z.optional(Id),
  rules: z.array(z.unknown()),
});
