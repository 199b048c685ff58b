import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { type Event, event, type NewEvent } from "../events.ts";
import { factKey } from "../facts.ts";
import { isFinal } from "../lifecycle.ts";
import { reject } from "../rejection.ts";
import { touchedBy } from "../touches.ts";
import type { Decided, World } from "../world.ts";

/**
 * Takes back a whole decision on this card, the rules' part included, by events that restore what it changed.
 * No guard is asked and no rule starts: it is as if the decision had been withdrawn. What somebody has touched
 * since is not taken from them; what has left the house is listed.
 */
export function undo(card: Card, command: CommandOf<"undo">, world: World): Decided {
  const past = world.facts.read(factKey("decision", command.event));
  const own = past?.events.filter((e) => e.subject.kind === "card" && e.subject.id === card.id) ?? [];
  if (!past || own.length === 0) return reject("event_unknown", "This card has no such event");
  if (own.some((e) => e.type === "card.created" || e.type === "card.undone"))
    return reject("undo_not_possible", "This step cannot be undone");
  const touched = own.flatMap(touchedBy).filter((what) => past.touchedSince.includes(what));
  if (touched.length > 0)
    return reject(
      "undo_touched",
      `Somebody has changed ${[...new Set(touched)].map(spoken).join(", ")} since`,
    );
  const back = own.toReversed().flatMap((e) => inverse(card, e, world));
  const sent = past.effects.filter((effect) => effect.sent).map((effect) => effect.key);
  return [...back, event("card.undone", { event: command.event, sent })];
}

const spoken = (touched: string): string =>
  touched === "place" ? "its place" : touched.replace("field:", "");

/** The events that restore what this one changed; none where there is nothing to restore. */
function inverse(card: Card, { type, data }: Event, world: World): NewEvent[] {
  switch (type) {
    case "card.moved":
      return [event("card.moved", { from: data.to, to: data.from })];
    case "card.entered": {
      if (!data.from || !data.stopped) return [];
      const { stage, state, clock } = data;
      const final = isFinal(world.lifecycle, data.from.stage);
      return [
        event("card.entered", {
          ...data.from,
          final,
          from: { stage, state },
          clock: data.stopped,
          stopped: clock,
        }),
      ];
    }
    case "card.changed":
      return [event("card.changed", { field: data.field, from: data.to, to: data.from })];
    case "card.assigned":
      return [event("card.assigned", { from: data.to, to: data.from })];
    case "card.labelled":
      return [event("card.labelled", { added: data.removed, removed: data.added })];
    case "task.added":
      return card.tasks.some((t) => t.id === data.task && !t.done)
        ? [event("task.removed", { task: data.task })]
        : [];
    case "task.done":
      return [event("task.reopened", { task: data.task })];
    case "appointment.booked":
      return [event("appointment.restored", { appointment: null })];
    case "appointment.moved":
      return [event("appointment.restored", { appointment: data.from })];
    case "appointment.cancelled":
      return [event("appointment.restored", { appointment: data.appointment })];
    case "escalation.started": {
      const escalation = card.escalations.find((living) => living.policy === data.policy);
      return escalation ? [event("escalation.ended", { escalation, outcome: "undone" })] : [];
    }
    case "escalation.ended":
      return [event("escalation.restored", { escalation: data.escalation })];
    default:
      return [];
  }
}
