import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event, type NewEvent } from "../events.ts";
import { misfit } from "../fields.ts";
import { type Rejection, reject } from "../rejection.ts";
import { type Fields, type FieldValue, sameValue } from "../values.ts";
import type { Decided, World } from "../world.ts";

/** What a card is, rather than what is noted on it: other commands change these. */
const OWN = new Set(["id", "stage", "state", "type", "location", "assignee", "labels", "patient", "version"]);

/** Writes fields. Writing the value a field already has is no event. */
export function set(card: Card, command: CommandOf<"set">, world: World): Decided {
  return misfitIn(command.fields, world) ?? changesTo(card, command.fields, world);
}

/** The events that make the card's fields these. A field that is cleared falls back to its default. */
export function changesTo(card: Card, fields: Fields, world: World): NewEvent[] {
  return byName(fields)
    .map(([field, told]) => {
      const usual = world.fields[field]?.default ?? null;
      return { field, from: card.fields[field] ?? usual, to: told ?? usual };
    })
    .filter(({ from, to }) => !sameValue(from, to))
    .map((change) => event("card.changed", change));
}

/** Members by name: the order they were written in is not kept by every store, and a decision must not hang on it. */
export const byName = (fields: Fields): [string, FieldValue][] =>
  Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));

/** The first field that may not be written so. */
export function misfitIn(fields: Fields, world: World): Rejection | null {
  for (const [field, value] of byName(fields)) {
    // A name that every object inherits (`constructor`) is no field of the practice.
    const type = Object.hasOwn(world.fields, field) ? world.fields[field] : undefined;
    if (OWN.has(field)) return reject("field_read_only", `${field} is not changed by writing it`);
    if (field.startsWith("appointment."))
      return reject("field_read_only", `${field} follows the appointment`);
    if (field.startsWith("patient."))
      return reject("field_read_only", `${field} belongs to the patient's record`);
    if (!type) return reject("field_unknown", `This practice has no field called ${field}`);
    const wrong = misfit(type, value);
    if (wrong) return reject("field_type", `${field} ${wrong}`);
  }
  return null;
}
