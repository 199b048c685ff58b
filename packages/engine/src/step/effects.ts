import { type EventData, type PlannedEvent, ruleActor } from "@corridor/domain";
import type { Effect } from "../ports/ledger.ts";
import type { Way } from "./loop-guard.ts";
import type { Run } from "./run.ts";

/** How a step speaks of the practice it is in: it does not know its name. */
export const OWN_PRACTICE = "own";

/** What a notice says, where an effect is one. */
export function noticeIn({ body }: Effect): EventData["notice.queued"] | null {
  return "event" in body && body.event.type === "notice.queued" ? body.event.data : null;
}

/** What a message to a patient says, where an effect is one. */
export function messageIn({ body }: Effect): EventData["message.queued"] | null {
  return "event" in body && body.event.type === "message.queued" ? body.event.data : null;
}

/** The deliveries that begin anew with these events. */
export const redrivenIn = (events: readonly PlannedEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === "delivery.redriven" ? [event.data.effect] : []));

/** What leaves with the events of a step, each on the way that led to it. */
export const effectsIn = (run: Run): readonly Effect[] =>
  run.events.flatMap((one) => effectOf(one, run.originOf(one)) ?? []);

const KIND = { "message.queued": "message", "notice.queued": "notice", "call.requested": "call" } as const;

/** The delivery an event stands for, if it stands for one: the outbox says nothing that history does not. */
export function effectOf(event: PlannedEvent, { path, depth }: Way): Effect | null {
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
        path,
        depth,
      };
    case "cards.wanted": {
      const { effect, rule, selection, given } = event.data;
      const subject = { kind: "practice", id: OWN_PRACTICE } as const;
      const command = { type: "gather", rule, selection, given } as const;
      return {
        ...{ key: effect, kind: "command", subject, event: event.id },
        ...{ body: { subject, command, actor: ruleActor(rule) }, path, depth },
      };
    }
    default:
      return null;
  }
}
