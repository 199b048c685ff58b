import type { Card } from "../card.ts";
import type { Escalation } from "../escalations.ts";
import { type Event, event, type NewEvent } from "../events.ts";
import type { PastDecision } from "../facts.ts";
import { isFinal } from "../lifecycle.ts";
import { openOffers } from "../offers.ts";
import type { World } from "../world.ts";

/** The events that restore what this one changed; none where there is nothing to restore. */
export function inverse(card: Card, { type, data }: Event, past: PastDecision, world: World): NewEvent[] {
  switch (type) {
    case "card.moved":
      return [event("card.moved", { from: data.to, to: data.from, reason: [] })];
    case "card.entered": {
      if (!data.from || !data.stopped) return [];
      const { stage, state, clock, from, stopped } = data;
      const final = isFinal(world.lifecycle, from.stage);
      return [
        event("card.entered", { ...from, final, from: { stage, state }, clock: stopped, stopped: clock }),
      ];
    }
    case "card.changed":
      // What was told of the patient's record is that record's to take back.
      if (data.field.startsWith("patient.")) return [];
      return [event("card.changed", { field: data.field, from: data.to, to: data.from })];
    case "card.assigned":
      return [event("card.assigned", { from: data.to, to: data.from })];
    case "card.labelled":
      return [event("card.labelled", { added: data.removed, removed: data.added })];
    case "task.added": {
      const open = card.tasks.some((task) => task.id === data.task && !task.done);
      return open ? [event("task.removed", { task: data.task })] : [];
    }
    case "task.done":
      return [event("task.reopened", { task: data.task })];
    case "appointment.booked":
      return [event("appointment.restored", { appointment: null })];
    case "appointment.moved":
      return [event("appointment.restored", { appointment: data.from })];
    case "appointment.cancelled":
      return [event("appointment.restored", { appointment: data.appointment })];
    case "offer.made": {
      const offer = openOffers(card).find(({ slot }) => slot === data.offer.slot);
      return offer ? [event("offer.withdrawn", { offer })] : [];
    }
    case "call.requested": {
      const { effect, connector, op } = data;
      const waits =
        Object.hasOwn(card.calls, effect) && past.effects.some((e) => e.key === effect && !e.sent);
      return waits ? [event("call.failed", { effect, connector, op, error: "undone" })] : [];
    }
    case "escalation.started": {
      const escalation = card.escalations.find((living) => living.policy === data.policy);
      return escalation ? [event("escalation.ended", { escalation, outcome: "undone" })] : [];
    }
    case "escalation.acknowledged": {
      const living = card.escalations.find((e) => e.policy === data.policy);
      return living ? [restored({ ...living, acknowledgedBy: null, progressAt: null })] : [];
    }
    case "escalation.ended": {
      const again = card.escalations.some((living) => living.policy === data.escalation.policy);
      return again ? [] : [restored(data.escalation)];
    }
    default:
      return [];
  }
}

/** With a new clock: the old one may have rung. */
const restored = (escalation: Escalation): NewEvent =>
  event("escalation.restored", { escalation: { ...escalation, turn: escalation.turn + 1 } });
