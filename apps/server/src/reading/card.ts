import { type Escalation, type Event, openOffers } from "@corridor/domain";
import { buttonsOf } from "@corridor/engine";
import type { CardRow } from "@corridor/engine/ports";
import type { Card, CardComment, CardEscalation, CardField } from "@corridor/protocol";
import { isRung } from "@corridor/rules";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import type { Viewer } from "../sessions/viewer.ts";
import { Reader } from "./reader.ts";

/** Comments a drawer shows; older ones are in the history. */
const MOST_COMMENTS = 500;

/** The whole card as its drawer shows it to one viewer. */
export async function cardOf(
  viewer: Viewer,
  practice: OpenPractice,
  backing: Backing,
  row: CardRow,
): Promise<Card> {
  const { card } = row;
  const query = { card: card.id, type: "card.commented", limit: MOST_COMMENTS };
  const comments = card.comments === 0 ? [] : await backing.history.events(practice.row.id, query);
  const patient = practice.mirror.patients.get(card.patient);
  const reader = await Reader.for(viewer, practice, backing, [
    card,
    comments,
    patient?.fields,
    card.escalations,
  ]);
  return {
    ...practice.views.of(viewer.role, null).summary(row, new Date().toISOString()),
    seq: practice.crier.seq,
    createdAt: card.createdAt,
    enteredStateAt: card.enteredStateAt,
    movedBy: { ...card.movedBy },
    fields: fieldsOf(practice, row, reader),
    tasks: card.tasks.map((task) => ({ ...task, title: reader.text(task.title) })),
    comments: comments.flatMap((event) => comment(event, reader)),
    appointment: card.appointment,
    claims: card.claims.map((claim) => ({ ...claim })),
    offers: openOffers(card).map(({ slot, until, appointment: { start, minutes, provider } }) => ({
      ...{ slot, start, minutes, provider, until },
    })),
    buttons: buttonsFor(viewer, practice, row),
    escalations: card.escalations.map((escalation) => escalationOf(escalation, row, reader)),
  };
}

/** An escalation as people look at it: how far it is, what it is about, and when it goes on. */
export function escalationOf(escalation: Escalation, { timers }: CardRow, reader: Reader): CardEscalation {
  const { policy, level, since, acknowledgedBy, reason, exhausted } = escalation;
  const clock = timers.find((timer) => isRung(timer) && timer.rule === policy && timer.due !== null);
  const next = clock?.due ?? null;
  return { policy, level, since, acknowledgedBy, reason: reader.text([...reason]), next, exhausted };
}

function buttonsFor({ role }: Viewer, { shelf }: OpenPractice, row: CardRow): Card["buttons"] {
  return shelf.active ? buttonsOf(row, shelf.active, { role, now: new Date().toISOString() }) : [];
}

/** Every field the practice declares, with the patient's own: a form is made from this list. */
function fieldsOf(practice: OpenPractice, { card }: CardRow, reader: Reader): CardField[] {
  const { shelf, mirror } = practice;
  const patient = mirror.patients.get(card.patient)?.fields ?? {};
  const own: Readonly<Record<string, string | number | null>> = {
    "appointment.start": card.appointment?.start ?? null,
    "appointment.provider": card.appointment?.provider ?? null,
    "appointment.minutes": card.appointment?.minutes ?? null,
  };
  return Object.entries(shelf.active?.practice.fields ?? {}).flatMap(([name, type]) => {
    if (OWN.has(name)) return [];
    const of = name.startsWith("patient.") ? patient[name.slice("patient.".length)] : card.fields[name];
    const value = Object.hasOwn(own, name) ? own[name] : reader.value(of ?? type.default);
    const readOnly = /^(patient|appointment)\./.test(name) || (type.phi && reader.sees !== "full");
    const options = type.enum === null ? null : [...type.enum];
    return [{ name, type: type.type, options, phi: type.phi, readOnly, value: value ?? null }];
  });
}

/** What a card is, and is said elsewhere in it. */
const OWN = new Set([
  "id",
  "stage",
  "state",
  "type",
  "location",
  "assignee",
  "labels",
  "patient.id",
  "version",
]);

function comment(event: Event, reader: Reader): CardComment[] {
  if (event.type !== "card.commented") return [];
  const { kind, id } = event.actor;
  const { comment: name, text } = event.data;
  return [{ id: name, text: reader.text(text), at: event.at, by: id, display: reader.actor(kind, id) ?? id }];
}
