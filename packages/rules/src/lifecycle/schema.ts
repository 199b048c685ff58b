import * as z from "zod/mini";
import { Expression, Id, Name, Word } from "../shape/index.ts";

const Move = z.strictObject({
  to: Word,
  enter: z.optional(z.array(Word).check(z.minLength(1, "must name at least one state"))),
  if: z.optional(Expression),
  because: z.optional(Name),
});

const Stage = z.strictObject({
  name: z.optional(Name),
  states: z.optional(z.array(Word).check(z.minLength(1, "must name at least one state"))),
  /** By state, those that may follow it. */
  steps: z.optional(z.record(Word, z.array(Word))),
  final: z.optional(z.boolean()),
  wip: z.optional(
    z.strictObject({
      limit: z.int().check(z.gte(1, "must be at least 1")),
      per: z.optional(z.enum(["location", "practice"])),
      policy: z.optional(z.enum(["warn", "block"])),
      override: z.optional(z.array(Word).check(z.minLength(1, "must name at least one role"))),
    }),
  ),
  awaits: z.optional(z.literal("appointment")),
  moves: z.optional(z.array(Move)),
});
export type StageSpec = z.infer<typeof Stage>;

export const LifecycleFile = z.strictObject({
  schema: z.literal("corridor/v1"),
  kind: z.literal("lifecycle"),
  id: Id,
  version: z.int().check(z.gte(1, "must be at least 1")),
  initial: z.string(),
  stages: z.record(Word, Stage),
  migrate: z.optional(
    z.array(
      z.strictObject({
        from: z.int().check(z.gte(1, "must be at least 1")),
        map: z.record(z.string(), z.string()),
      }),
    ),
  ),
});
export type LifecycleFile = z.infer<typeof LifecycleFile>;
