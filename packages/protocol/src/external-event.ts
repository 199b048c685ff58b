import { PlainFields } from "@corridor/domain";
import * as z from "zod/mini";
import { Id, Seq, Version, Word } from "./values.ts";

/**
 * POST /events with an optional Idempotency-Key: something another system tells of a card, by a name the practice knows.
 * Every practice knows `offer.accepted` and `offer.declined`, with the name of the time in `slot`: it may be left out where
 * only one is offered. So a patient's answer comes in, however it was given. It knows
 * `message.failed` (`effect`, the key the message was sent with, `template`, `error` in a word, `channel`),
 * `message.replied` (`channel`, `answer`: yes, no, stop or other, `text`, `template`) and `document.received` (`kind`,
 * `link`) too.
 */
export const ExternalEvent = z.object({ card: Id, name: Word, data: z.optional(PlainFields) });
export type ExternalEvent = z.infer<typeof ExternalEvent>;

/** `version` is the card's after all that followed. */
export const EventTaken = z.object({ card: Id, seq: Seq, version: Version });
export type EventTaken = z.infer<typeof EventTaken>;
