import * as z from "zod/mini";
import { Outcome, Trace } from "./explain.ts";
import { Timer } from "./timers.ts";
import { Id, Instant } from "./values.ts";

/** GET /cards/:id/why-not?rule=&at= */
export const WhyNotQuery = z.strictObject({ rule: Id, at: z.optional(Instant) });
export type WhyNotQuery = z.infer<typeof WhyNotQuery>;
/** Why a rule did not fire for a card: the sentence, the evaluation behind it if there was one, what is still armed. */
export const WhyNot = z.object({
  rule: Id,
  ruleName: z.string(),
  at: Instant,
  outcome: z.nullable(Outcome),
  because: z.string(),
  trace: z.nullable(Trace),
  armed: z.array(Timer),
});
export type WhyNot = z.infer<typeof WhyNot>;
