import {
  type Card,
  type EventData,
  type Facts,
  factKey,
  type FieldValue,
  type Instant,
  openOffers,
  type Patient,
  type Written,
} from "@corridor/domain";
import type { PracticeRules } from "@corridor/rules";
import type { Verdict } from "../ports/outbox.ts";
import { dayStart, nextDay, quietUntil } from "./quiet.ts";
import type { Reason } from "./reasons.ts";

export interface Leaving {
  readonly card: string;
  readonly message: EventData["message.queued"];
  readonly now: Instant;
  readonly rules: PracticeRules;
  /** Messages that are let out to the same patient along with it. */
  readonly along: (patient: string) => readonly Written[];
}

/**
 * Whether a message may leave for its patient as the world is now, which is not as it was when a rule queued it. Asked
 * before every try. The first thing that is in the way is the one that is told.
 */
export function mayLeave({ card: id, message, now, rules, along }: Leaving, facts: Facts): Verdict {
  if (!rules.templates[message.template]?.body) return never("no_text");
  if (message.notAfter !== null && now >= message.notAfter) return never("too_late");
  const card = facts.read(factKey("card", id));
  if (!card) return never("card_gone");
  const patient = facts.read(factKey("patient", card.patient));
  if (!patient) return never("patient_gone");
  const { fields } = patient;
  if (fields["deceased"] === true) return never("patient_died");
  if (typeof fields["merged_into"] === "string") return never("patient_merged");
  if (message.notAfter !== null && !speaksOf(message.notAfter, card, patient)) return never("time_changed");
  const allowed = message.via.filter((way) => consents(way, fields));
  const via = allowed.find((way) => isReached(way, fields));
  if (via === undefined) return never(allowed.length === 0 ? "no_consent" : "no_address");

  const zone = rules.locations.find((one) => one.id === card.location)?.timezone ?? rules.timezone;
  const later = (at: Instant, because: Reason): Verdict =>
    message.notAfter !== null && at >= message.notAfter ? never("too_late") : { leave: "later", at, because };
  const quiet = quietUntil(rules.quietHours, now, zone);
  if (quiet !== null) return later(quiet, "quiet_hours");
  const known = facts.read(factKey("written", patient.id, dayStart(now, zone)));
  const written = [...known, ...along(patient.id)].filter(({ effect }) => effect !== message.effect);
  const morning = nextDay(now, zone);
  const tomorrow = quietUntil(rules.quietHours, morning, zone) ?? morning;
  const { patientMessagesPerDay, sameMessagePerDay } = rules.limits;
  if (written.length >= patientMessagesPerDay) return later(tomorrow, "daily_limit");
  if (written.filter(({ template }) => template === message.template).length >= sameMessagePerDay)
    return later(tomorrow, "template_limit");
  return { leave: "now", patient: patient.id, via };
}

const never = (because: Reason): Verdict => ({ leave: "never", because });

/**
 * The time a message must come before is one that stands on the card: of its visit, of an offer that waits for its
 * answer, or in a field. Where none is so any more, it was moved or is over.
 */
const speaksOf = (time: Instant, card: Card, patient: Patient): boolean =>
  card.appointment?.start === time ||
  openOffers(card).some(({ until, appointment }) => until === time || appointment.start === time) ||
  [...Object.values(card.fields), ...Object.values(patient.fields)].some((value) => value === time);

/** Which of a patient's fields says that they may be written to in a way, and where. What is told in the house needs neither. */
const WAYS: Readonly<Record<string, { readonly consent: string; readonly address: string }>> = {
  sms: { consent: "sms_ok", address: "phone" },
  email: { consent: "email_ok", address: "email" },
};

type Fields = Readonly<Record<string, FieldValue>>;

const consents = (way: string, fields: Fields): boolean => {
  const known = WAYS[way];
  return known === undefined || fields[known.consent] === true;
};
const isReached = (way: string, fields: Fields): boolean => {
  const known = WAYS[way];
  return known === undefined || (fields[known.address] ?? null) !== null;
};
