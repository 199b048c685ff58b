import type { Event } from "@corridor/protocol";
import { whenOf } from "../design/time.ts";
import { spoken } from "../design/words.ts";

/** The names an event's ids stand for. */
export interface Names {
  readonly zone: string;
  readonly now: number;
  stage(id: string): string;
  person(id: string): string;
}

type Data = Readonly<Record<string, unknown>>;
const text = (value: unknown): string =>
  typeof value === "string" ? value : value === null || value === undefined ? "" : String(value);
const of = (value: unknown): Data => (typeof value === "object" && value !== null ? (value as Data) : {});
const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);
const quoted = (value: unknown): string => (text(value) === "" ? "" : `: “${text(value)}”`);

const visit = (data: Data, names: Names): string => {
  const when = whenOf(names.zone, text(data["start"]), names.now);
  const provider = text(data["provider"]);
  return provider ? `${when} with ${names.person(provider)}` : when;
};

const offered = (data: Data, names: Names): string => visit(of(of(data["offer"])["appointment"]), names);

const sentences: Readonly<Record<string, (data: Data, names: Names) => string>> = {
  "card.created": (d, n) => `Created in ${n.stage(text(d["stage"]))}`,
  "card.moved": (d, n) => {
    const [from, to] = [of(d["from"]), of(d["to"])];
    if (from["stage"] !== to["stage"])
      return `Moved from ${n.stage(text(from["stage"]))} to ${n.stage(text(to["stage"]))}`;
    return from["state"] === to["state"]
      ? "Put in another order"
      : `Now ${spoken(text(to["state"])).toLowerCase()}`;
  },
  "card.entered": (d, n) => `Entered ${n.stage(text(d["stage"]))}, ${spoken(text(d["state"])).toLowerCase()}`,
  "card.changed": (d) =>
    `${spoken(text(d["field"]))} is ${value(d["to"])}${d["from"] == null ? "" : `, was ${value(d["from"])}`}`,
  "card.assigned": (d, n) => {
    const to = of(d["to"]);
    if (to["person"]) return `Assigned to ${n.person(text(to["person"]))}`;
    return to["role"] ? `Given to the ${spoken(text(to["role"])).toLowerCase()} queue` : "Has no owner now";
  },
  "card.labelled": (d) => {
    const on = list(d["added"]).map((label) => `Labelled “${spoken(label)}”`);
    const off = list(d["removed"]).map((label) => `Label “${spoken(label)}” removed`);
    return [...on, ...off].join(", ") || "Labels changed";
  },
  "card.commented": (d) => `Comment${quoted(d["text"])}`,
  "card.undone": () => "A step was taken back",
  "wip.exceeded": (d, n) =>
    `${n.stage(text(d["stage"]))} is over its limit: ${text(d["count"])} of ${text(d["limit"])}`,
  "task.added": (d) => `Task added${quoted(d["title"])}`,
  "task.done": (d) => `Task done${quoted(d["title"])}`,
  "checklist.done": (d) => `Checklist done: ${spoken(text(d["checklist"])).toLowerCase()}`,
  "task.reopened": () => "Task opened again",
  "task.removed": () => "Task removed",
  "appointment.booked": (d, n) => `Visit booked: ${visit(d, n)}`,
  "appointment.moved": (d, n) => `Visit moved to ${visit(d["to"] ? of(d["to"]) : d, n)}`,
  "appointment.cancelled": () => "Visit cancelled",
  "appointment.missed": () => "Patient did not come",
  "appointment.freed": () => "Time freed for others",
  "appointment.restored": () => "Visit as it was before",
  "offer.made": (d, n) =>
    `Offered ${offered(d, n)}, until ${whenOf(n.zone, text(of(d["offer"])["until"]), n.now)}`,
  "offer.accepted": (d, n) => `Patient takes ${offered(d, n)}`,
  "offer.declined": (d, n) => `Patient does not want ${offered(d, n)}`,
  "offer.expired": (d, n) => `No answer to the offer of ${offered(d, n)}`,
  "offer.withdrawn": (d, n) => `No longer offered: ${offered(d, n)}`,
  "claim.recorded": (d) => `Claim is ${text(of(d["claim"])["status"])}`,
  "message.queued": (d) =>
    `Message “${spoken(text(d["template"]))}” to the patient${list(d["via"]).length > 0 ? ` by ${list(d["via"]).join(" or ")}` : ""}`,
  "message.failed": (d) =>
    `Message “${spoken(text(d["template"]))}” did not reach the patient: ${spoken(text(d["error"])).toLowerCase()}`,
  "message.replied": (d) => `Patient answered by ${text(d["channel"])}${quoted(d["text"])}`,
  "document.received": (d) => `Document received: ${spoken(text(d["kind"])).toLowerCase()}`,
  "notice.queued": (d, n) => {
    const to = of(d["to"]);
    return `Told ${to["person"] ? n.person(text(to["person"])) : spoken(text(to["role"])).toLowerCase()}${quoted(d["text"])}`;
  },
  "call.requested": (d) =>
    `Asked ${spoken(text(d["connector"])).toLowerCase()}: ${spoken(text(d["op"])).toLowerCase()}`,
  "cards.wanted": () => "Looks for other cards",
  "delivery.redriven": () => "What was given up is sent once more",
  "rule.pressed": (d) => `Pressed the button of ${spoken(text(d["rule"])).toLowerCase()}`,
  "timer.skipped": (d) => `Passed over: ${spoken(text(d["rule"])).toLowerCase()}`,
  "timer.rung": (d) => `Rung at once: ${spoken(text(d["rule"])).toLowerCase()}`,
  "rule.cancelled": (d) => `No longer waits for ${spoken(text(d["rule"])).toLowerCase()}`,
  "event.raised": (d) => `Told: ${spoken(text(d["called"]).replace(/^x\./, ""))}`,
  "call.succeeded": (d) => `${spoken(text(d["connector"]))} answered: ${spoken(text(d["op"])).toLowerCase()}`,
  "call.failed": (d) => `${spoken(text(d["connector"]))} did not answer: ${text(d["error"])}`,
  "escalation.started": (d) => `Escalated: ${spoken(text(d["policy"])).toLowerCase()}${quoted(d["reason"])}`,
  "escalation.level": (d) =>
    d["level"] === 0 ? "Escalation begins again" : `Escalated to level ${Number(d["level"]) + 1}`,
  "escalation.held": (d, n) => `Escalation waits until ${whenOf(n.zone, text(d["until"]), n.now)}`,
  "escalation.progressed": () => "Somebody works on what was escalated",
  "escalation.exhausted": () => "Everybody was told, and nobody has seen to it",
  "escalation.acknowledged": (d, n) => `${n.person(text(d["by"]))} is on it`,
  "escalation.ended": () => "Escalation over",
};

const value = (v: unknown): string => {
  if (v === null || v === undefined || v === "") return "empty";
  if (typeof v === "boolean") return v ? "yes" : "no";
  return Array.isArray(v) ? v.join(", ") : text(v);
};

/** An event as a sentence. A kind nobody wrote a sentence for is still told by its name. */
export function sentenceOf(event: Event, names: Names): string {
  return sentences[event.type]?.(event.data, names) ?? spoken(event.type);
}

/** Who did it: "Jo Lindqvist", "rule Ask for the insurance card", "the clock". */
export function doerOf(
  { actor }: Event,
  names: Names,
): { readonly kind: "person" | "rule" | "outside"; readonly name: string } {
  if (actor.kind === "timer" && !actor.display) return { kind: "outside", name: "the clock" };
  if (actor.kind === "user") return { kind: "person", name: actor.display ?? names.person(actor.id) };
  if (actor.kind === "rule" || actor.kind === "timer")
    return { kind: "rule", name: actor.display ?? actor.id };
  return { kind: "outside", name: OUTSIDE[actor.display ?? actor.id] ?? actor.display ?? actor.id };
}

/** What is neither a person nor a rule and has no name of its own. */
const OUTSIDE: Readonly<Record<string, string>> = {
  ...{ connector: "an outside system", import: "an import", system: "Corridor" },
};
