import { ofEscalation, ofOffer, type PlannedEvent } from "@corridor/domain";

/** What an event changed, in the words a rule's expression reads it by. Null: everything (a new card). */
export function changedBy(event: PlannedEvent): readonly string[] | null {
  switch (event.type) {
    case "card.created":
      return null;
    case "card.moved":
    case "card.migrated":
      return ["stage", "state"];
    case "card.changed":
      return [event.data.field];
    case "card.assigned":
      return ["assignee"];
    case "card.labelled":
      return ["labels"];
    case "task.added":
    case "task.done":
    case "task.reopened":
    case "task.removed":
      return ["tasks"];
    case "appointment.booked":
    case "appointment.moved":
    case "appointment.cancelled":
    case "appointment.restored":
      return ["appointment.start", "appointment.provider", "appointment.minutes"];
    default:
      if (ofEscalation(event)) return ["escalations"];
      return ofOffer(event) ? ["offers"] : [];
  }
}

/** What all these events changed together, for the card's clocks. */
export function changedByAll(events: readonly PlannedEvent[]): ReadonlySet<string> | "created" {
  const changed = events.map(changedBy);
  const some = changed.filter((names) => names !== null);
  return some.length < changed.length ? "created" : new Set(some.flat());
}
