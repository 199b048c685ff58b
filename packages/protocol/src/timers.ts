import * as z from "zod/mini";
import { Id, Instant, Source } from "./values.ts";

/** Something that will happen by itself unless the card changes. */
export const Timer = z.object({
  key: z.string(),
  due: Instant,
  rule: Id,
  ruleName: z.string(),
  /** The trigger in words: `48h before appointment.start`. */
  trigger: z.string(),
  source: z.nullable(Source),
  /** Whether it may be passed over or rung at once (`timer.skip`, `timer.ring`); ladders and offers have their own ways. */
  byHand: z.boolean(),
});
export type Timer = z.infer<typeof Timer>;

/** GET /cards/:id/timers, the next one first. */
export const Timers = z.object({ timers: z.array(Timer) });
export type Timers = z.infer<typeof Timers>;
