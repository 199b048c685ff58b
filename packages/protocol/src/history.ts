import * as z from "zod/mini";
import { Event } from "./event.ts";
import { Id, Seq } from "./values.ts";

/** GET /history, and GET /cards/:id/history (where `card` is given by the path). Exclusive `after`, inclusive `until`. */
export const HistoryQuery = z.strictObject({
  after: z.optional(z.string()),
  until: z.optional(z.string()),
  card: z.optional(Id),
  rule: z.optional(Id),
  actor: z.optional(Id),
  type: z.optional(z.string()),
  limit: z.optional(z.string()),
  /** `desc`: newest first, for a card's timeline; `next` then goes into `until`. */
  order: z.optional(z.enum(["asc", "desc"])),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;

/** `next` is the `after` of the following page (for `desc` the `until`), null when there is none. */
export const History = z.object({ events: z.array(Event), next: z.nullable(Seq), seq: Seq });
export type History = z.infer<typeof History>;
