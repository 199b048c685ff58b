import { Actor, Subject } from "@corridor/domain";
import * as z from "zod/mini";
import { Id, Instant, Seq, Version } from "./values.ts";

/** What a live frame tells of an event: who did what to what, and nothing of its contents. */
export const EventHead = z.object({
  seq: Seq,
  id: z.string(),
  subject: Subject,
  version: Version,
  type: z.string(),
  actor: Actor,
  cause: z.nullable(z.string()),
  /** The id of the input it came of: for a person's command the Idempotency-Key their browser made. */
  root: z.string(),
  at: Instant,
});
export type EventHead = z.infer<typeof EventHead>;

/** An event with its contents, text resolved for this viewer, and the names to print for it. */
export const Event = z.object({
  ...EventHead.shape,
  data: z.record(z.string(), z.unknown()),
  /** `display` is a person's name or a rule's, where the viewer may know it. */
  actor: z.object({ kind: Actor.shape.kind, id: Id, role: z.string(), display: z.optional(z.string()) }),
  ruleset: z.string(),
});
export type Event = z.infer<typeof Event>;
