import * as z from "zod/mini";
import { Id, Instant, Seq } from "./values.ts";

/** Something on its way out of the house, or that was. It has no text: what was written stands in the card's history. */
export const Delivery = z.object({
  id: z.string(),
  kind: z.enum(["message", "notice", "call", "command"]),
  card: z.nullable(Id),
  /** The message's template, whom a notice is for, or what was asked of which connector. */
  what: z.string(),
  status: z.enum(["pending", "sent", "dead"]),
  /** The way by which a message was let out to its patient. */
  via: z.nullable(z.string()),
  queuedAt: Instant,
  /** When it may be sent; null once it was sent or given up. */
  nextAt: z.nullable(Instant),
  sentAt: z.nullable(Instant),
  attempts: z.int(),
  /** What the provider said of it since. */
  receipt: z.nullable(z.enum(["sent", "delivered", "read", "failed"])),
  /** Why it has not been sent, or not yet: a code, and for our own codes a sentence. */
  reason: z.nullable(z.object({ code: z.string(), text: z.string() })),
});
export type Delivery = z.infer<typeof Delivery>;

/** GET /outbox?status=&card=&limit=, the newest first. */
export const OutboxQuery = z.strictObject({
  status: z.optional(z.enum(["pending", "sent", "dead"])),
  card: z.optional(Id),
  limit: z.optional(z.string()),
});
export const Outbox = z.object({ deliveries: z.array(Delivery) });
export type Outbox = z.infer<typeof Outbox>;

/** POST /outbox/:id/redrive: what was given up begins anew, with all its tries. */
export const Redriven = z.object({ id: z.string(), seq: Seq });
export type Redriven = z.infer<typeof Redriven>;
