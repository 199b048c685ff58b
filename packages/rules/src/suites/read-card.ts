import { type FieldValue, parsePlace } from "@corridor/domain";
import { type Cursor, entries, inside } from "../reading/index.ts";
import { type Desk, fieldValue, isKnown } from "./desk.ts";
import type { StartingCard } from "./model.ts";
import { CARD_KEYS } from "./schema.ts";

const OWN: ReadonlySet<string> = new Set(CARD_KEYS);
const MINUTES = 30;

/** A card as a test finds it: its place, its fields, its patient's record, its appointment. */
export function readCard(desk: Desk, at: Cursor): StartingCard | null {
  const { findings, practice } = desk.ground;
  const { locations, cardTypes } = practice.rules;
  const errors = findings.errors;
  const said = (key: string) => inside(at, key).value;
  const values = new Map<string, FieldValue>();
  for (const [name, cursor] of entries(at)) {
    if (OWN.has(name)) continue;
    const value = fieldValue(desk, name, cursor, CARD_KEYS);
    if (value !== undefined) values.set(name, value);
  }
  const place = placeOf(desk, at);
  if (said("location") !== undefined)
    isKnown(
      desk,
      "location",
      inside(at, "location"),
      locations.map(({ id }) => id),
    );
  if (said("type") !== undefined) isKnown(desk, "card type", inside(at, "type"), cardTypes);
  if (values.get("appointment.no_show") === true)
    findings.error(
      "test-card",
      inside(at, "appointment.no_show"),
      "A visit is missed in a step: `do: { appointment.no-show: true }`",
    );
  const enter = said("enter") === true;
  for (const key of ["assignee", "labels", "appointment.confirmed"])
    if (enter && said(key) !== undefined && said(key) !== false)
      findings.error(
        "test-card",
        inside(at, key),
        `A card that enters is new: give it \`${key}\` in a step`,
        { part: "key" },
      );
  if (findings.errors > errors || place === null) return null;

  const id = String(said("id"));
  const labels = said("labels");
  return {
    ...{ id, at: place, enter },
    type: String(said("type") ?? cardTypes[0]),
    location: String(said("location") ?? locations[0]?.id),
    fields: Object.fromEntries([...values].filter(([name]) => !/^(patient|appointment)\./.test(name))),
    patient: patientOf(id, values),
    assignee: typeof said("assignee") === "string" ? String(said("assignee")) : null,
    labels: Array.isArray(labels) ? labels.map(String) : [],
    appointment: appointmentOf(desk, at, id, values),
    confirmed: values.get("appointment.confirmed") === true,
  };
}

function placeOf(desk: Desk, at: Cursor): string | null {
  const { lifecycle, findings } = desk.ground;
  const [stage, state] = [inside(at, "stage"), inside(at, "state")];
  if (stage.value === undefined) {
    if (state.value === undefined) return lifecycle.initial;
    findings.error("shape-missing", at, "A `state` is a place inside a `stage`: say which");
    return null;
  }
  if (
    !isKnown(
      desk,
      "stage",
      stage,
      lifecycle.stages.map(({ id }) => id),
    )
  )
    return null;
  if (state.value === undefined) return String(stage.value);
  const states = lifecycle.stages.find(({ id }) => id === stage.value)?.states ?? [];
  if (!isKnown(desk, `state of ${String(stage.value)}`, state, states)) return null;
  const place = `${String(stage.value)}.${String(state.value)}`;
  return parsePlace(lifecycle, place) ? place : null;
}

function patientOf(card: string, values: ReadonlyMap<string, FieldValue>): StartingCard["patient"] {
  const id = values.get("patient.id");
  const fields = [...values].flatMap(([name, value]) =>
    name.startsWith("patient.") && name !== "patient.id"
      ? [[name.slice("patient.".length), value] as const]
      : [],
  );
  return { id: typeof id === "string" ? id : `patient-of-${card}`, fields: Object.fromEntries(fields) };
}

function appointmentOf(
  { ground }: Desk,
  at: Cursor,
  card: string,
  values: ReadonlyMap<string, FieldValue>,
): StartingCard["appointment"] {
  const start = values.get("appointment.start");
  if (typeof start === "string") {
    const provider = values.get("appointment.provider") ?? `provider-of-${card}`;
    const minutes = Number(inside(at, "minutes").value ?? MINUTES);
    return { id: `appointment-of-${card}`, start, minutes, provider: String(provider), slot: null };
  }
  for (const key of ["appointment.provider", "appointment.confirmed", "minutes"])
    if (inside(at, key).value !== undefined && inside(at, key).value !== false)
      ground.findings.error(
        "test-card",
        inside(at, key),
        "There is no appointment without `appointment.start`",
        { part: "key" },
      );
  return null;
}
