import * as z from "zod/mini";
import { EventHead } from "./event.ts";
import { PersonHead } from "./people.ts";
import { CardChange } from "./summary.ts";
import { Id, Seq } from "./values.ts";

/** /stream?after=SEQ: everything behind that place of the history, then what happens. */
export const StreamQuery = z.strictObject({ after: z.string(), location: z.optional(z.string()) });
export type StreamQuery = z.infer<typeof StreamQuery>;

/**
 * What happened from `from` to `to`, both included, whether or not this view shows it: a frame whose `from` is
 * beyond the last `to` + 1 means that something was lost. `cards` are the touched cards as they look afterwards.
 */
export const EventsFrame = z.object({
  type: z.literal("events"),
  from: Seq,
  to: Seq,
  events: z.array(EventHead),
  cards: z.array(CardChange),
});
export type EventsFrame = z.infer<typeof EventsFrame>;

/** Everything that was missed has been sent; from here on it is live. Also the heartbeat of a quiet practice. */
export const CaughtUpFrame = z.object({ type: z.literal("caught-up"), seq: Seq });
export type CaughtUpFrame = z.infer<typeof CaughtUpFrame>;
/** Too much was missed, or the view changed: ask for the board anew. */
export const ResyncFrame = z.object({ type: z.literal("resync") });
export type ResyncFrame = z.infer<typeof ResyncFrame>;
/** Who looks at the board, and at which card. */
export const PresenceFrame = z.object({
  type: z.literal("presence"),
  people: z.array(z.object({ ...PersonHead.shape, card: z.nullable(Id) })),
});
export type PresenceFrame = z.infer<typeof PresenceFrame>;

/** What the server says on the stream. The browser says nothing: it acts through HTTP. */
export const Frame = z.discriminatedUnion("type", [EventsFrame, CaughtUpFrame, ResyncFrame, PresenceFrame]);
export type Frame = z.infer<typeof Frame>;
