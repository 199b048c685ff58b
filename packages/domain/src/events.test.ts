import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { type EventData, type EventType, event, eventData } from "./events.ts";
import { climbing, EARLIER, NOW, TOMORROW } from "./testing/index.ts";

const ranked = { stage: "intake", state: "new", rank: "a0" };
const clock = { stage: EARLIER, state: NOW };
const offer = {
  ...{ slot: "s-1", location: "main", at: NOW, until: TOMORROW },
  appointment: { id: "v-2", start: TOMORROW, minutes: 30, provider: "ben", slot: "s-1" },
};
const appointment = { id: "v-1", start: TOMORROW, minutes: 30, provider: "ben", slot: null };
const escalation = climbing("denial");
const nobody = { role: null, person: null };
const text = ["Call ", { ref: "n-1" }];
const outbound = { effect: "e-1", connector: "x", op: "y" };
const working = { roles: ["nurse"], locations: ["main"], shifts: ["mon-fri 08:00-17:00"] };

/** One of each kind, as the ledger keeps it. A kind that is missing here does not compile. */
const samples: { [T in EventType]: EventData[T] } = {
  "card.created": {
    ...{ type: "referral", location: "main", patient: "p-1", fields: { note: { ref: "n" } }, lifecycle: 3 },
    ...{ ...ranked, since: EARLIER },
  },
  "card.moved": { from: ranked, to: { ...ranked, rank: "a1" }, reason: [] },
  "card.entered": { stage: "intake", state: "new", final: false, from: null, clock, stopped: null },
  "card.changed": { field: "tags", from: null, to: ["a", "b"] },
  "card.assigned": { from: nobody, to: { role: null, person: "ana" } },
  "card.labelled": { added: ["vip"], removed: [] },
  "card.commented": { comment: "m-1", text },
  "card.undone": { event: "in-1/0", sent: ["e-1"] },
  "wip.exceeded": { stage: "scheduling", limit: 40, count: 41 },
  "task.added": { task: "k-1", title: text, due: null, role: "nurse", checklist: "intake" },
  "task.done": { task: "k-1", title: text, checklist: null },
  "checklist.done": { checklist: "intake" },
  "task.reopened": { task: "k-1" },
  "task.removed": { task: "k-1" },
  "appointment.booked": appointment,
  "appointment.moved": { from: appointment, to: { ...appointment, minutes: 60 } },
  "appointment.cancelled": { appointment, reason: text },
  "appointment.missed": { appointment },
  "appointment.freed": { appointment, location: "main" },
  "appointment.restored": { appointment: null },
  "offer.made": { offer },
  "offer.accepted": { offer },
  "offer.declined": { offer },
  "offer.expired": { offer },
  "offer.withdrawn": { offer },
  "claim.recorded": { claim: { id: "cl-1", kind: "explanation", status: "active", amount: 120.5 } },
  "message.queued": {
    effect: "e-1",
    template: "t",
    via: ["sms"],
    with: { start: TOMORROW },
    notBefore: null,
    notAfter: null,
  },
  "message.failed": { effect: "e-1", template: "t", channel: "sms", error: "no such number" },
  "message.replied": { template: "t", channel: "sms", answer: "yes", text },
  "document.received": { kind: "referral", link: { ref: "l" } },
  "notice.queued": { effect: "e-1", to: nobody, via: ["inbox"], text, notBefore: NOW, group: null },
  "delivery.redriven": { effect: "e-1", call: { connector: "eligibility", op: "check" } },
  "call.requested": { ...outbound, with: { note: { ref: "n" } } },
  "call.succeeded": { ...outbound, reply: { status: "paid" } },
  "call.failed": { ...outbound, error: "timeout" },
  "cards.wanted": { effect: "e-1", rule: "greet", selection: "s", given: { "event.start": TOMORROW } },
  "cards.chosen": { rule: "greet", selection: "s", cards: ["c-1"] },
  "rule.pressed": { rule: "greet" },
  "rule.cancelled": { rule: "greet" },
  "timer.skipped": { timer: "while:greet/c-1", rule: "greet" },
  "timer.rung": { timer: "while:greet/c-1", rule: "greet" },
  "event.raised": { called: "x.lab", data: { status: "ready", note: { ref: "n" } } },
  "escalation.started": { policy: "denial", reason: text, level: 0, since: EARLIER, pinned: null },
  "escalation.level": { policy: "denial", level: 1, round: 0, at: NOW },
  "escalation.held": { policy: "denial", level: 1, round: 0, until: NOW },
  "escalation.acknowledged": { policy: "denial", by: "ana", at: NOW },
  "escalation.progressed": { policy: "denial", at: NOW },
  "escalation.exhausted": { policy: "denial", level: 2, at: NOW },
  "escalation.ended": { escalation, outcome: "undone" },
  "escalation.restored": { escalation },
  "patient.created": { fields: { language: "en" } },
  "patient.changed": { field: "language", from: "en", to: null },
  "person.created": { name: [{ ref: "name-ana" }], ...working },
  "person.changed": { ...working, active: false },
  "slot.opened": { provider: "ben", location: "main", start: TOMORROW, minutes: 30 },
  "card.migrated": {
    from: { lifecycle: 2, stage: "intake", state: "new", rank: "a0" },
    to: { lifecycle: 3, stage: "intake", state: "ready", rank: "a0", final: false },
  },
  "lifecycle.kept": { lifecycle: 2, ruleset: "r-0" },
  "rule.paused": { rule: "remind", reason: [{ ref: "why" }], by: "mia", at: "2026-11-09T09:00:00.000Z" },
  "rule.resumed": { rule: "remind" },
  "ruleset.noted": { ruleset: "r-1", text: [{ ref: "why" }] },
  "ruleset.activated": { from: null, to: "r-1" },
};

const kinds = Object.keys(samples) as EventType[];
const fits = (type: EventType, data: unknown) => eventData[type].safeParse(data).success;

describe.each(kinds)("%s", (type) => {
  const data: Readonly<Record<string, unknown>> = samples[type];

  it("is what its schema says", () => {
    expect(eventData[type].parse(data)).toEqual(data);
  });

  it("misses nothing: without any one of its parts it is not one", () => {
    for (const name of Object.keys(data)) {
      const { [name]: _left, ...rest } = data;
      expect([name, fits(type, rest)]).toEqual([name, false]);
    }
  });

  it("has nothing besides", () => {
    expect(fits(type, { ...data, besides: 1 })).toBe(false);
  });

  it("is the same after a database", () => {
    expect(JSON.parse(JSON.stringify(event(type, samples[type])))).toStrictEqual({ type, data });
  });
});

describe("text in an event", () => {
  const textual: readonly (readonly [EventType, string])[] = kinds.flatMap((type) =>
    Object.keys(samples[type])
      .filter((name) => ["text", "title", "reason", "name"].includes(name))
      .map((name) => [type, name] as const),
  );

  it("is found in these places", () => {
    expect(textual.map((at) => at.join(" "))).toEqual([
      "card.moved reason",
      "card.commented text",
      "task.added title",
      "task.done title",
      "appointment.cancelled reason",
      "message.replied text",
      "notice.queued text",
      "escalation.started reason",
      "person.created name",
      "rule.paused reason",
      "ruleset.noted text",
    ]);
  });

  it.each(textual)("is never plain: %s %s", (type, name) => {
    expect(fits(type, { ...samples[type], [name]: "Mrs Smith called" })).toBe(false);
    expect(fits(type, { ...samples[type], [name]: [{ ref: "n", text: "Mrs Smith called" }] })).toBe(false);
    expect(fits(type, { ...samples[type], [name]: ["Call ", { ref: "n" }] })).toBe(true);
  });
});

describe("a state that follows from events", () => {
  it("needs no clock: what depends on an instant has it in its data", () => {
    const timed = kinds.filter((type) =>
      JSON.stringify(z.toJSONSchema(eventData[type])).match(/"(since|clock|at)"/),
    );
    expect(timed).toEqual([
      "card.created",
      "card.entered",
      "offer.made",
      "offer.accepted",
      "offer.declined",
      "offer.expired",
      "offer.withdrawn",
      "escalation.started",
      "escalation.level",
      "escalation.acknowledged",
      "escalation.progressed",
      "escalation.exhausted",
      "escalation.ended",
      "escalation.restored",
      "rule.paused",
    ]);
  });
});
