import type { CardCommand } from "./commands.ts";
import type { Event, NewEvent } from "./events.ts";

/**
 * What a command changes in a way that another person could have changed meanwhile: a command conflicts only
 * where an event since the version its sender saw touched the same. What only adds (a comment, a label, a task,
 * an acknowledgement) touches nothing.
 */
export function touches(command: CardCommand): readonly string[] {
  switch (command.type) {
    case "move":
    case "migrate":
      return ["place"];
    case "set":
      return Object.keys(command.fields).map((field) => `field:${field}`);
    case "assign":
      return ["assignee"];
    case "appointment.book":
    case "appointment.move":
    case "appointment.cancel":
    case "appointment.confirm":
    case "appointment.no-show":
    case "offer.accept":
      return ["appointment"];
    default:
      return [];
  }
}

/** What an event touched, in the same words, and finer ones that only `undo` asks for. */
export function touchedBy(event: NewEvent): readonly string[] {
  switch (event.type) {
    case "card.moved":
    case "card.migrated":
      return ["place"];
    case "card.changed":
      // Confirmed and no-show are said of the appointment, and change by its commands.
      if (event.data.field.startsWith("appointment.")) return ["appointment"];
      if (event.data.field.startsWith("patient.")) return [];
      return [`field:${event.data.field}`];
    case "card.assigned":
      return ["assignee"];
    case "card.labelled":
      return [...event.data.added, ...event.data.removed].map((label) => `label:${label}`);
    case "card.undone":
      return [`undone:${event.data.event}`];
    case "appointment.booked":
    case "appointment.moved":
    case "appointment.cancelled":
    case "appointment.missed":
    case "appointment.restored":
      return ["appointment"];
    default:
      return [];
  }
}

/**
 * What events touched in the end. A decision that was undone among them, and its undoing, cancel out: so somebody
 * may go back step by step, and each step stands as if the later ones had never been.
 */
export function touchedInTheEnd(events: readonly (NewEvent & Pick<Event, "root">)[]): readonly string[] {
  const cancelled = new Set<string>();
  for (const event of events)
    if (event.type === "card.undone") cancelled.add(event.root).add(rootOf(event.data.event));
  return events.flatMap((event) =>
    event.type === "card.undone" || !cancelled.has(event.root) ? touchedBy(event) : [],
  );
}

/** An event's id is `<root>/<n>`. */
const rootOf = (id: string): string => id.slice(0, id.lastIndexOf("/"));
