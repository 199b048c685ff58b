import * as z from "zod/mini";
import { Lifecycle, Wip } from "./lifecycle.ts";
import { PersonHead } from "./people.ts";
import { PracticeHead } from "./session.ts";
import { CardSummary } from "./summary.ts";
import { Instant, Seq, Word } from "./values.ts";

/** A column. `ageing` is how long cards usually stay (business minutes), null until enough have left. */
export const BoardStage = z.object({
  id: Word,
  name: z.string(),
  final: z.boolean(),
  wip: z.nullable(Wip),
  ageing: z.nullable(z.object({ p50: z.number(), p85: z.number() })),
});
export type BoardStage = z.infer<typeof BoardStage>;

/** GET /board: live. With `seq` or `at`: the same shape at that moment, `readOnly`. `location` narrows either. */
export const BoardQuery = z.strictObject({
  location: z.optional(Word),
  seq: z.optional(z.string()),
  at: z.optional(Instant),
});
export type BoardQuery = z.infer<typeof BoardQuery>;

export const Board = z.object({
  practice: PracticeHead,
  /** Everything up to this place of the history is in it; `/stream?after=seq` continues without a gap. */
  seq: Seq,
  at: Instant,
  lifecycle: Lifecycle,
  /** In the order of the columns. */
  stages: z.array(BoardStage),
  /** In no particular order. Cards in final stages are shown for a day after they got there. */
  cards: z.array(CardSummary),
  people: z.array(PersonHead),
  locations: z.array(z.object({ id: Word, name: z.string() })),
  /** Types a new card may have. */
  types: z.array(Word),
  readOnly: z.boolean(),
});
export type Board = z.infer<typeof Board>;
