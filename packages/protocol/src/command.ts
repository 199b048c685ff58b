import { CardRequest } from "@corridor/domain";
import * as z from "zod/mini";
import { Event } from "./event.ts";
import { CardSummary } from "./summary.ts";
import { Seq, Version } from "./values.ts";

/** POST /cards/:id/commands with If-Match (the version the person saw) and an optional Idempotency-Key. */
export const Command = CardRequest;
export type Command = z.infer<typeof Command>;

/** 200, ETag = version. `events` is the whole cascade on this card; `seq` the last of them, or the board's when none. */
export const CommandAnswer = z.object({
  seq: Seq,
  version: Version,
  card: CardSummary,
  events: z.array(Event),
});
export type CommandAnswer = z.infer<typeof CommandAnswer>;
