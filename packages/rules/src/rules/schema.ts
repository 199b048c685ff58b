import * as z from "zod/mini";
import { DurationText, Expression, Id, Name, Word } from "../shape/index.ts";
import { Late } from "../triggers/index.ts";

/** How often a rule may act on a card. `occurrence`: once for each event, each time of an anchor, each episode. */
const Once = z.union([
  z.enum(["occurrence", "stage_entry", "card"]),
  z.strictObject({ per: z.enum(["occurrence", "stage_entry", "card"]), every: z.optional(DurationText) }),
]);
export type Once = z.infer<typeof Once>;

export const RuleSpec = z.strictObject({
  id: Id,
  name: Name,
  /** Ids the rule had before, the latest first: its clocks, its memory and its effects go on under the new one. */
  was: z.optional(z.union([Id, z.array(Id).check(z.minLength(1, "must name at least one id"))])),
  description: z.optional(z.string()),
  enabled: z.optional(z.union([z.boolean(), z.literal("shadow")], "must be true, false or shadow")),
  /** Who is told of its health: a role, or a person by id. */
  owner: z.optional(z.union([z.string(), z.strictObject({ user: z.string() })])),
  tags: z.optional(z.array(Word)),
  /** Reported when it fires too often, never paused. */
  safety: z.optional(z.boolean()),
  /** Times of the practice between which it may act. */
  effective_from: z.optional(z.string()),
  effective_until: z.optional(z.string()),
  once: z.optional(Once),
  /** Whether its clocks count what had passed of a state before the rule was activated. */
  backdate: z.optional(z.boolean()),
  /** For triggers that do not say it themselves. */
  late: z.optional(Late),
  when: z.array(z.unknown()).check(z.minLength(1, "must name at least one trigger")),
  in_flight: z.optional(z.enum(["pin", "follow"])),
  let: z.optional(z.record(z.string(), z.union([Expression, z.strictObject({ table: Word })]))),
  if: z.optional(z.unknown()),
  then: z.array(z.unknown()),
  else: z.optional(z.array(z.unknown())),
});
export type RuleSpec = z.infer<typeof RuleSpec>;

export const RulesFile = z.strictObject({
  schema: z.literal("corridor/v1"),
  kind: z.literal("rules"),
  lifecycle: z.optional(Id),
  /** Decision tables that stand here instead of in a file of their own. */
  tables: z.optional(z.record(Word, z.unknown())),
  rules: z.array(z.unknown()),
});
