import * as z from "zod/mini";
import { DurationText, Id } from "../shape/index.ts";
import { audienceKeys, GroupSpec } from "../staff/index.ts";

const Actions = z.array(z.unknown());

export const LevelSpec = z.strictObject({
  notify: z.strictObject(audienceKeys),
  wait: z.optional(DurationText),
  then: z.optional(Actions),
});
export type LevelSpec = z.infer<typeof LevelSpec>;

export const PolicySpec = z.strictObject({
  calendar: z.optional(Id),
  // A condition, as in a rule's `if`.
  done_when: z.optional(z.unknown()),
  levels: z.array(LevelSpec).check(z.minLength(1, "must have at least one level")),
  repeat: z.optional(z.int().check(z.gte(0, "must be from 0 to 10"), z.lte(10, "must be from 0 to 10"))),
  ack: z.optional(z.strictObject({ pauses: z.optional(z.boolean()), timeout: z.optional(DurationText) })),
  exhausted: z.optional(Actions),
  group: z.optional(GroupSpec),
});
export type PolicySpec = z.infer<typeof PolicySpec>;

export const PoliciesFile = z.strictObject({
  schema: z.literal("corridor/v1"),
  kind: z.literal("policies"),
  escalations: z.record(Id, PolicySpec),
});
