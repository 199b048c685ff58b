import type { EventData, PlannedEvent } from "@corridor/domain";
import type { Effect } from "../ports/ledger.ts";
import type { Origin } from "./run.ts";

/** What a notice says, where an effect is one. */
export function noticeIn({ body }: Effect): EventData["notice.queued"] | null {
  return "event" in body && body.event.type === "notice.queued" ? body.event.data : null;
}

const KIND = { "message.queued": "message", "notice.queued": "notice", "call.requested": "call" } as const;

/** The delivery an event stands for, if it stands for one: the outbox says nothing that history does not. */
export function effectOf(event: PlannedEvent, origin: Origin): Effect | null {
  switch (event.type) {
    case "message.queued":
    case "notice.queued":
    case "call.requested":
      return {
        key: event.data.effect,
        kind: KIND[event.type],
        subject: event.subject,
        event: event.id,
        body: { event },
        path: origin.path,
        depth: origin.depth,
      };
    default:
      return null;
  }
}
