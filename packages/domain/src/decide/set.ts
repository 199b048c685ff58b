import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { misfit } from "../fields.ts";
import { type Rejection, reject } from "../rejection.ts";
import { type Fields, sameValue } from "../values.ts";
import type { Decided, World } from "../world.ts";

/** What a card is, rather than what is noted on it: other commands change these. */
const OWN = new Set(["id", "stage", "state", "type", "location", "assignee", "labels", "patient", "version"]);

/** Writes fields. Writing the value a field already has is no event. */
export function set(card: Card, command: CommandOf<"set">, world: World): Decided {
  const wrong = misfitIn(command.fields, world);
  if (wrong) return wrong;
  return Object.entries(command.fields)
    .filter(([field, value]) => !sameValue(valueOf(card, field, world), value))
    .map(([field, to]) => event("card.changed", { field, from: valueOf(card, field, world), to }));
}

/** A field's value with its type's default: every field but text and instants always has one. */
export function valueOf(card: Card, field: string, world: World) {
  return card.fields[field] ?? world.fields[field]?.default ?? null;
}

/** The first field that may not be written so. */
export function misfitIn(fields: Fields, world: World): Rejection | null {
  for (const [field, value] of Object.entries(fields)) {
    const type = world.fields[field];
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
