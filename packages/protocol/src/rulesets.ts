import * as z from "zod/mini";
import { Diagnostic, Files } from "./rules.ts";
import { Id, Instant, Seq, Typed } from "./values.ts";

const Hash = z.string();

/** So many, and the first of them by id. */
export const Counted = z.object({ count: z.int(), first: z.array(Id) });
export type Counted = z.infer<typeof Counted>;

const RuleName = z.object({ id: Id, name: z.string() });

/** A file that is not the same in two rulesets. `diff` is a unified diff. */
export const FileDiff = z.object({
  file: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  diff: z.string(),
});
export type FileDiff = z.infer<typeof FileDiff>;

/** What becomes of the clocks of one rule, in cards. */
export const RuleTimers = z.object({
  rule: Id,
  name: z.string(),
  armed: Counted,
  cancelled: Counted,
  moved: Counted,
  /** Of those armed or moved: they would fire at once. */
  overdue: Counted,
});
export type RuleTimers = z.infer<typeof RuleTimers>;

/** What activating a ruleset would do to the practice as it stands. Nothing of it has been done. */
export const Plan = z.object({
  /** The ruleset that decided when the plan was made; activate with it, so that a stale plan is refused. */
  base: z.nullable(Hash),
  /** All of it in words. */
  sentences: z.array(z.string()),
  rules: z.object({
    added: z.array(RuleName),
    removed: z.array(RuleName),
    changed: z.array(RuleName),
    /** By `was`: clocks and memory of the old id go over. */
    renamed: z.array(z.object({ id: Id, was: Id, name: z.string() })),
  }),
  files: z.array(FileDiff),
  timers: z.array(RuleTimers),
  /** Overdue clocks that would fire within the first minute, of all rules together. */
  overdue: z.int(),
  /** What those would send: to patients, to staff, to connectors. */
  sends: z.object({ messages: z.int(), notices: z.int(), calls: z.int() }),
  /** Cards that keep an older lifecycle, by the place where they stand. `to` is null where nothing maps the place. */
  places: z.array(
    z.object({ place: z.string(), to: z.nullable(z.string()), cards: Counted, lifecycle: z.int() }),
  ),
  /** Values of an enum, or whole fields, that the new rules no longer have and cards still hold. */
  values: z.array(z.object({ field: z.string(), value: z.nullable(z.string()), cards: Counted })),
  /** How many cards were looked at. */
  cards: z.int(),
  /** Why it could not be activated now; null when it could. */
  refused: z.nullable(z.string()),
});
export type Plan = z.infer<typeof Plan>;

/** POST /rulesets {files}: what was uploaded and what activating it would do. Both null when it, or a test, has errors. */
export const Proposed = z.object({
  hash: z.nullable(Hash),
  diagnostics: z.array(Diagnostic),
  plan: z.nullable(Plan),
});
export type Proposed = z.infer<typeof Proposed>;

/** One activation. `from` is null for the first. */
export const Activation = z.object({
  hash: Hash,
  from: z.nullable(Hash),
  at: Instant,
  by: z.string(),
  seq: Seq,
  comment: z.nullable(z.string()),
});
export type Activation = z.infer<typeof Activation>;

/** GET /rulesets: activations, newest first. */
export const Rulesets = z.object({ active: z.nullable(Hash), rulesets: z.array(Activation) });
export type Rulesets = z.infer<typeof Rulesets>;

/** GET /rulesets/:hash */
export const RulesetFiles = z.object({ hash: Hash, files: Files });
export type RulesetFiles = z.infer<typeof RulesetFiles>;

/** POST /rulesets/:hash/text {files}: other comments, another layout, other tests of the same rules. */
export const Reworded = z.object({ hash: Hash });
export type Reworded = z.infer<typeof Reworded>;

/** GET /rulesets/:hash/diff?from= : against the active one unless said. */
export const RulesetDiffQuery = z.strictObject({ from: z.optional(Hash) });
export type RulesetDiffQuery = z.infer<typeof RulesetDiffQuery>;
export const RulesetDiff = z.object({ from: z.nullable(Hash), to: Hash, files: z.array(FileDiff) });
export type RulesetDiff = z.infer<typeof RulesetDiff>;

/** GET /rulesets/:hash/plan: the plan of a ruleset that is kept already, for going back to it. */
export const RulesetPlan = z.object({ hash: Hash, plan: Plan });
export type RulesetPlan = z.infer<typeof RulesetPlan>;

/** POST /rulesets/:hash/activate; without a body it asks for no plan. */
export const Activate = z.nullish(
  z.strictObject({
    /** `plan.base`: refused with 409 when other rules decide meanwhile. */
    base: z.optional(z.nullable(Hash)),
    comment: z.optional(Typed),
  }),
);
export type Activate = z.infer<typeof Activate>;
export const Activated = z.object({ hash: Hash, seq: Seq });
export type Activated = z.infer<typeof Activated>;

/** POST /rulesets/migrate: brings cards of older lifecycles under the active one, or, dry, says which it would. */
export const Migrate = z.strictObject({ dry: z.optional(z.boolean()) });
export type Migrate = z.infer<typeof Migrate>;
export const Migrated = z.object({
  lifecycle: z.int(),
  dry: z.boolean(),
  moves: z.array(z.object({ from: z.string(), to: z.string(), lifecycle: z.int(), cards: Counted })),
  /** Cards for whose place nothing is said: they keep their lifecycle. */
  left: z.array(z.object({ from: z.string(), lifecycle: z.int(), cards: Counted })),
});
export type Migrated = z.infer<typeof Migrated>;
