import type { PlannedEvent } from "@corridor/domain";
import type { Effect } from "../ports/ledger.ts";
import type { Origin } from "./run.ts";

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
