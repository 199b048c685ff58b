import * as z from "zod/mini";
import { Event } from "./event.ts";
import { Id, Instant, Source } from "./values.ts";

/** One condition: what it asked, what it read and what came out. `value` null is unknown; protected reads say `‹phi›`. */
export const Leaf = z.object({
  expr: z.string(),
  /** The same in words, with what has none between backticks. */
  said: z.string(),
  value: z.nullable(z.boolean()),
  read: z.record(z.string(), z.unknown()),
  because: z.nullable(z.string()),
});
export type Leaf = z.infer<typeof Leaf>;

export const Outcome = z.enum([
  "fired",
  "condition-false",
  "unknown",
  "refused",
  "loop-stopped",
  "duplicate",
  "stale",
  "late-skipped",
  "paused",
  "shadow",
  "error",
]);
export type Outcome = z.infer<typeof Outcome>;

/** One evaluation of one rule, recomputed from the decision it belonged to. */
export const Trace = z.object({
  rule: Id,
  ruleName: z.string(),
  ruleset: z.string(),
  card: Id,
  at: Instant,
  trigger: z.object({
    text: z.string(),
    due: z.nullable(Instant),
    late: z.boolean(),
    anchor: z.nullable(Instant),
  }),
  /** How many automated steps lie between this one and a person, a clock or the outside. */
  depth: z.int(),
  if: z.array(Leaf),
  /** Arms of `choose` that were asked, in order, by where they stand in the rule; the first that held was taken. */
  arms: z.array(z.object({ path: z.string(), held: z.nullable(z.boolean()), if: z.array(Leaf) })),
  /** Each action in words, and what became of it ("queued, quiet hours until 08:00"). */
  then: z.array(z.object({ text: z.string(), status: z.nullable(z.string()) })),
  outcome: Outcome,
  because: z.nullable(z.string()),
  source: z.nullable(Source),
});
export type Trace = z.infer<typeof Trace>;

/** GET /cards/:id/explain?event= */
export const ExplainQuery = z.strictObject({ event: z.string() });
export type ExplainQuery = z.infer<typeof ExplainQuery>;
/**
 * `trace` is null for what a person or the outside did. `cause` goes from the nearest cause to the first. `beside` are
 * the looks at rules in the same step that did not act.
 */
export const Explanation = z.object({
  event: Event,
  trace: z.nullable(Trace),
  cause: z.array(Event),
  beside: z.array(Trace),
});
export type Explanation = z.infer<typeof Explanation>;
