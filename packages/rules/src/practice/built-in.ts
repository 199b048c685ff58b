import type { FieldType } from "@corridor/domain";

const plain = (type: FieldType["type"], value: FieldType["default"] = null): FieldType => ({
  ...{ type, enum: null, phi: false, default: value },
});

/** What every card has, whether the practice lists it or not. */
export const BUILT_IN: Readonly<Record<string, FieldType>> = {
  stage: plain("string"),
  state: plain("string"),
  type: plain("string"),
  location: plain("string"),
  assignee: plain("string"),
  labels: plain("list", []),
  "patient.id": { ...plain("string"), phi: true },
  "appointment.start": plain("timestamp"),
  "appointment.provider": plain("string"),
  "appointment.confirmed": plain("bool", false),
  "appointment.no_show": plain("bool", false),
};

/** Fields a card is found by rather than written on: other actions change these. */
export function cureForWriting(field: string): string | null {
  if (field === "stage" || field === "state") return "use `move`";
  if (field === "assignee") return "use `assign`";
  if (field === "labels") return "use `label`";
  if (field.startsWith("appointment.")) return "it follows the appointment";
  if (field.startsWith("patient.")) return "it belongs to the patient's record";
  return field in BUILT_IN ? "it stays as the card was created" : null;
}

/** The event to wait for instead of a change, for fields that change otherwise; null where a change is told. */
export function eventForField(field: string): string | null {
  if (field === "stage" || field === "state") return "wait for `event: card.entered`";
  if (field === "assignee") return "wait for `event: card.assigned`";
  if (field === "labels") return "ask `has_label(…)` in a `while`";
  if (field === "appointment.start" || field === "appointment.provider")
    return "wait for `event: appointment.booked` or `appointment.moved`";
  return field in BUILT_IN && !field.startsWith("appointment.") ? "it stays as the card was created" : null;
}
