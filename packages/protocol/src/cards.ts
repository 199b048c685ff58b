import { PlainFields } from "@corridor/domain";
import * as z from "zod/mini";
import { CardSummary } from "./summary.ts";
import { Id, Seq, Word } from "./values.ts";

/** POST /cards, with an optional Idempotency-Key. */
export const NewCard = z.strictObject({
  type: Word,
  location: Word,
  patient: Id,
  fields: z.optional(PlainFields),
});
export type NewCard = z.infer<typeof NewCard>;

/** 201, ETag = the card's version. */
export const CardCreated = z.object({ card: CardSummary, seq: Seq });
export type CardCreated = z.infer<typeof CardCreated>;
