import { type Cursor, inside, isMap } from "../reading/index.ts";
import { clause, nounOf } from "./clause.ts";
import { conditionWords } from "./condition-words.ts";
import { durationWords, type Glossary, joined, named, placeWords, plain } from "./glossary.ts";
import { textAt } from "./text-at.ts";
import { timetableWords } from "./timetable-words.ts";

/** What starts a rule, as the rest of “When …”. A trigger nobody has words for keeps its own. */
export function triggerWords(at: Cursor, glossary: Glossary): string {
  const spec = isMap(at.value) ? at.value : {};
  if (typeof spec["event"] === "string") return eventWords(spec["event"], at, glossary);
  for (const kind of ["before", "after"] as const)
    if (spec[kind] !== undefined) return relativeWords(kind, at);
  if (typeof spec["while"] === "string") return whileWords(spec["while"], at, glossary);
  if (typeof spec["every"] === "string") return everyWords(spec["every"], at, glossary);
  if (spec["metric"] !== undefined) return metricWords(at);
  if (spec["manual"] !== undefined) return `somebody presses “${labelOf(inside(at, "manual"))}”`;
  return `\`${JSON.stringify(at.value ?? null)}\``;
}

const labelOf = (at: Cursor): string => textAt(at) ?? textAt(at, "label") ?? "the button";

const HAPPENS: Readonly<Record<string, string>> = {
  "card.created": "a card is created",
  "card.entered": "a card enters a new place",
  "card.left": "a card leaves its place",
  "card.changed": "something on the card changes",
  "card.assigned": "the card is given to somebody",
  "card.commented": "somebody writes a note on the card",
  "wip.exceeded": "there are more cards than a stage should hold",
  "task.done": "a task is done",
  "checklist.done": "a checklist is done",
  "document.received": "a document arrives",
  "message.failed": "a message to the patient fails",
  "message.replied": "the patient answers a message",
  "call.succeeded": "an outside system answers",
  "call.failed": "an outside system does not answer",
  "offer.accepted": "an offered time is accepted",
  "offer.declined": "an offered time is declined",
  "offer.expired": "an offered time is not taken",
  "appointment.booked": "an appointment is booked",
  "appointment.moved": "an appointment is moved",
  "appointment.cancelled": "an appointment is cancelled",
  "appointment.freed": "the time of an appointment becomes free",
  "escalation.exhausted": "a ladder has come to its end",
};

/** An event that nothing narrows, as the rest of “When …”. */
export const eventSaid = (name: string): string => HAPPENS[name] ?? `“${plain(name)}” happens`;

function eventWords(name: string, at: Cursor, glossary: Glossary): string {
  const where = conditionWords(inside(at, "where"), glossary);
  const happens = ofCard(name, at, glossary) ?? eventSaid(name);
  return where.length === 0 ? happens : `${happens} and ${where.join(" and ")}`;
}

/** What happens to the card, narrowed; undefined where nothing narrows it. */
function ofCard(name: string, at: Cursor, glossary: Glossary): string | undefined {
  const place = textAt(at, "state") ?? textAt(at, "stage") ?? textAt(at, name === "card.left" ? "from" : "-");
  const [from, to] = [textAt(at, "from"), textAt(at, "to")];
  const where = place === undefined ? "" : placeWords(place, glossary);
  if (name === "card.created") return where === "" ? undefined : `a card is created in ${where}`;
  if (name === "card.entered")
    return `a card enters ${where || "a new place"}${from === undefined ? "" : ` from ${placeWords(from, glossary)}`}`;
  if (name === "card.left")
    return `a card leaves ${where || "its place"}${to === undefined ? "" : ` for ${placeWords(to, glossary)}`}`;
  if (name === "wip.exceeded" && where !== "") return `there are more cards than ${where} should hold`;
  const field = textAt(at, "field");
  return name === "card.changed" && field !== undefined ? changeWords(field, from, to) : undefined;
}

function changeWords(field: string, from: string | undefined, to: string | undefined): string {
  const before = from === undefined ? "" : ` from ${plain(from)}`;
  if (to === "true" || to === "false") {
    const [group = "", ...rest] = field.split(".");
    const name = plain(rest.join(".")) || "set";
    return `${plain(group)} becomes ${to === "true" ? "" : "not "}${name}`;
  }
  return to === undefined
    ? `${plain(field)} changes${before}`
    : `${plain(field)} becomes ${plain(to)}${before}`;
}

function relativeWords(kind: "before" | "after", at: Cursor): string {
  const { value } = inside(at, "by");
  const steps = (Array.isArray(value) ? value : [value]).map((step) => durationWords(String(step)));
  return `${joined(steps)} ${kind} ${nounOf(textAt(at, kind) ?? "")}${hours(at)}${lateWords(at)}`;
}

const hours = (at: Cursor): string => {
  const calendar = textAt(at, "calendar");
  return calendar === undefined ? "" : ` (${plain(calendar)} hours)`;
};

function lateWords(at: Cursor): string {
  const within = textAt(at, "late", "within");
  if (within !== undefined) return `, or up to ${durationWords(within)} late`;
  return textAt(at, "late") === "fire" ? ", at once when that has passed" : "";
}

function whileWords(expression: string, at: Cursor, glossary: Glossary): string {
  const pause = textAt(at, "pause_while");
  const resting = pause === undefined ? "" : `, not counting while ${clause(pause, glossary)}`;
  return `${clause(expression, glossary)}, for ${durationWords(textAt(at, "for") ?? "a while")}${hours(at)}${resting}`;
}

function everyWords(cron: string, at: Cursor, glossary: Glossary): string {
  const each = textAt(at, "each");
  const off = textAt(at, "skip_holidays") === undefined ? "" : ", holidays left out";
  const cards =
    each === undefined
      ? ""
      : `, for each card where ${clause(each.replaceAll(/\bit\./g, "card."), glossary)}`;
  return `${timetableWords(cron)}${off}${cards}`;
}

function metricWords(at: Cursor): string {
  const bound =
    textAt(at, "above") === undefined ? `is below ${textAt(at, "below")}` : `is above ${textAt(at, "above")}`;
  const over = textAt(at, "over") === undefined ? "" : ` over ${durationWords(textAt(at, "over") ?? "")}`;
  const per = textAt(at, "per") === undefined ? "" : `, for each ${plain(textAt(at, "per") ?? "")}`;
  return `${named(textAt(at, "metric") ?? "").toLowerCase()} ${bound}${over}${per}`;
}
