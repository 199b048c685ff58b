import * as z from "zod/mini";
import { Outcome, Trace } from "./explain.ts";
import { Timer } from "./timers.ts";
import { Id, Instant, Source } from "./values.ts";

/** GET /cards/:id/why-not?rule=&at= */
export const WhyNotQuery = z.strictObject({ rule: Id, at: z.optional(Instant) });
export type WhyNotQuery = z.infer<typeof WhyNotQuery>;
/** What alone would have made a clause true. */
export const Change = z.object({
  kind: z.enum(["to", "other", "any", "none", "with", "without", "at"]),
  /** As expressions read it: `card.insurance.status`, `now`, `open_tasks("…")`. */
  path: z.string(),
  value: z.unknown(),
  from: z.unknown(),
  text: z.string(),
});
export type Change = z.infer<typeof Change>;

/** The first clause that stood in the way. `value` null: it could not be told. `others`: how many stood there besides. */
export const Obstacle = z.object({
  clause: z.string(),
  /** The clause in words, with what has none between backticks. */
  said: z.string(),
  because: z.nullable(z.string()),
  value: z.nullable(z.literal(false)),
  error: z.nullable(z.string()),
  read: z.record(z.string(), z.unknown()),
  change: z.nullable(Change),
  /** Changes after which the rule would act where `change` is not enough: two at most. */
  together: z.array(Change),
  others: z.int(),
  source: z.nullable(Source),
});
export type Obstacle = z.infer<typeof Obstacle>;

/** Why a rule did not fire for a card: the sentence, the evaluation behind it if there was one, what is still armed. */
export const WhyNot = z.object({
  rule: Id,
  ruleName: z.string(),
  at: Instant,
  outcome: z.nullable(Outcome),
  because: z.string(),
  trace: z.nullable(Trace),
  obstacle: z.nullable(Obstacle),
  /** When anything looks at this card for this rule next: its armed clocks, and what else would start it. */
  armed: z.array(Timer),
  starts: z.array(z.string()),
});
export type WhyNot = z.infer<typeof WhyNot>;
