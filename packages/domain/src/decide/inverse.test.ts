import { describe, expect, it } from "vitest";
import type { EventData, EventType, NewEvent } from "../events.ts";
import { event } from "../events.ts";
import { cardOf, climbing, EARLIER, NOW, recorded, standing, TOMORROW, worldOf } from "../testing/index.ts";
import { inverse } from "./inverse.ts";

const visit = { id: "v-1", start: TOMORROW, minutes: 30, provider: "ben", slot: null };
const later = { ...visit, start: "2026-11-10T11:00:00.000Z" };
const living = climbing("denial");
const again = { ...living, turn: 1 };
const nobody = { role: null, person: null };
const here = { stage: "intake", state: "ready", rank: "a0" };
const there = { stage: "closed", state: "closed", rank: "a1" };
const then = { stage: EARLIER, state: EARLIER };
const now = { stage: NOW, state: NOW };
const task = { task: "k-1", title: [], due: null, role: null, checklist: null };
const claim = { id: "cl-1", kind: "claim", status: "active", amount: 1 } as const;
const outbound = { effect: "e-1", connector: "x", op: "y" };
const entered = {
  ...{ stage: "closed", state: "closed", final: true, from: { stage: "intake", state: "ready" } },
  ...{ clock: now, stopped: then },
};
const appointment = visit;
const offer = { slot: "s-1", appointment, location: "main", at: EARLIER, until: NOW };
const escalation = living;

/** One case for each kind of event a card can have: what takes it back, if anything does. A new kind does not compile. */
const cases: {
  [T in Exclude<
    EventType,
    | `patient.${string}`
    | `person.${string}`
    | `slot.${string}`
    | `ruleset.${string}`
    | "rule.paused"
    | "rule.resumed"
    | "lifecycle.kept"
  >]: {
    readonly data: EventData[T];
    readonly back: readonly NewEvent[];
    readonly before?: readonly NewEvent[];
  };
} = {
  "card.created": {
    data: {
      ...{ type: "referral", location: "main", patient: "p-1", fields: {}, lifecycle: 3 },
      ...{ ...here, since: EARLIER, pinned: null },
    },
    back: [],
  },
  "card.moved": {
    data: { from: here, to: there, reason: [{ ref: "why" }] },
    back: [event("card.moved", { from: there, to: here, reason: [] })],
  },
  "card.migrated": {
    data: { from: { ...here, lifecycle: 2 }, to: { ...there, lifecycle: 3, final: true } },
    back: [],
  },
  "card.entered": {
    data: entered,
    back: [
      event("card.entered", {
        ...{ stage: "intake", state: "ready", final: false, from: { stage: "closed", state: "closed" } },
        ...{ clock: then, stopped: now },
      }),
    ],
  },
  "card.changed": {
    data: { field: "reason", from: null, to: "knee" },
    back: [event("card.changed", { field: "reason", from: "knee", to: null })],
  },
  "card.assigned": {
    data: { from: nobody, to: { role: "nurse", person: null } },
    back: [event("card.assigned", { from: { role: "nurse", person: null }, to: nobody })],
  },
  "card.labelled": {
    data: { added: ["vip"], removed: ["new"] },
    back: [event("card.labelled", { added: ["new"], removed: ["vip"] })],
  },
  "card.commented": { data: { comment: "m-1", text: [] }, back: [] },
  "card.undone": { data: { event: "in-3/0", sent: [] }, back: [] },
  "wip.exceeded": { data: { stage: "scheduling", limit: 40, count: 41 }, back: [] },
  "task.added": { data: task, back: [event("task.removed", { task: "k-1" })] },
  "task.done": {
    before: [event("task.added", task)],
    data: { task: "k-1", title: [], checklist: null },
    back: [event("task.reopened", { task: "k-1" })],
  },
  "checklist.done": { data: { checklist: "intake" }, back: [] },
  "task.reopened": { data: { task: "k-1" }, back: [] },
  "task.removed": { data: { task: "k-1" }, back: [] },
  "appointment.booked": { data: visit, back: [event("appointment.restored", { appointment: null })] },
  "appointment.moved": {
    data: { from: visit, to: later },
    back: [event("appointment.restored", { appointment: visit })],
  },
  "appointment.cancelled": {
    data: { appointment, reason: [] },
    back: [event("appointment.restored", { appointment })],
  },
  "appointment.missed": { data: { appointment }, back: [] },
  "appointment.freed": { data: { appointment, location: "main" }, back: [] },
  "appointment.restored": { data: { appointment }, back: [] },
  "offer.made": { data: { offer }, back: [event("offer.withdrawn", { offer })] },
  "offer.accepted": { before: [event("offer.made", { offer })], data: { offer }, back: [] },
  "offer.declined": { before: [event("offer.made", { offer })], data: { offer }, back: [] },
  "offer.expired": { before: [event("offer.made", { offer })], data: { offer }, back: [] },
  "offer.withdrawn": { before: [event("offer.made", { offer })], data: { offer }, back: [] },
  "claim.recorded": { data: { claim }, back: [] },
  "message.queued": {
    data: { effect: "e-1", template: "t", via: [], with: {}, notBefore: null, notAfter: null },
    back: [],
  },
  "message.failed": { data: { effect: "e-1", template: "t", channel: null, error: "x" }, back: [] },
  "message.replied": { data: { template: null, channel: "sms", answer: "yes", text: [] }, back: [] },
  "document.received": { data: { kind: "referral", link: null }, back: [] },
  "delivery.redriven": { data: { effect: "e-1", call: null }, back: [] },
  "notice.queued": {
    data: { effect: "e-1", to: nobody, via: [], text: [], notBefore: null, group: null },
    back: [],
  },
  "call.requested": {
    data: { ...outbound, with: {} },
    back: [event("call.failed", { ...outbound, error: "undone" })],
  },
  "call.succeeded": { data: { ...outbound, reply: {} }, back: [] },
  "call.failed": { data: { ...outbound, error: "timeout" }, back: [] },
  "cards.wanted": { data: { effect: "e-1", rule: "greet", selection: "s", given: {} }, back: [] },
  "cards.chosen": { data: { rule: "greet", selection: "s", cards: [] }, back: [] },
  "rule.pressed": { data: { rule: "greet" }, back: [] },
  "rule.cancelled": { data: { rule: "greet" }, back: [] },
  "timer.skipped": { data: { timer: "while:greet/c-1", rule: "greet" }, back: [] },
  "timer.rung": { data: { timer: "while:greet/c-1", rule: "greet" }, back: [] },
  "event.raised": { data: { called: "x.lab", data: {} }, back: [] },
  "escalation.started": {
    data: { policy: "denial", reason: [], level: 0, since: EARLIER, pinned: null },
    back: [event("escalation.ended", { escalation, outcome: "undone" })],
  },
  "escalation.acknowledged": {
    before: [
      event("escalation.started", { policy: "denial", reason: [], level: 0, since: EARLIER, pinned: null }),
    ],
    data: { policy: "denial", by: "ana", at: NOW },
    back: [event("escalation.restored", { escalation: { ...again, turn: 2 } })],
  },
  "escalation.ended": {
    data: { escalation, outcome: "resolved" },
    back: [event("escalation.restored", { escalation: again })],
  },
  "escalation.restored": { data: { escalation }, back: [] },
  // Whoever was told has been told.
  "escalation.level": { data: { policy: "denial", level: 1, round: 0, at: NOW }, back: [] },
  "escalation.held": { data: { policy: "denial", level: 1, round: 0, until: TOMORROW }, back: [] },
  "escalation.progressed": { data: { policy: "denial", at: NOW }, back: [] },
  "escalation.exhausted": { data: { policy: "denial", level: 2, at: NOW }, back: [] },
};

describe("what takes an event back", () => {
  const past = { events: [], touchedSince: [], effects: [{ key: "e-1", sent: false }] };

  it.each(Object.entries(cases))("%s", (type, { before = [], data, back }) => {
    const told = { type, data } as NewEvent;
    const card = cardOf([...standing(), ...before, told]);
    const [done] = recorded([told]);
    if (!card || !done) throw new Error("a card with an event is wanted");
    expect(inverse(card, done, past, worldOf())).toEqual(back);
  });
});

describe("nothing takes back", () => {
  const past = { events: [], touchedSince: [], effects: [] };
  const back = (before: readonly NewEvent[], did: NewEvent) => {
    const card = cardOf([...standing(), ...before]);
    const [done] = recorded([did]);
    if (!card || !done) throw new Error("a card with an event is wanted");
    return inverse(card, done, past, worldOf());
  };

  it("a task that somebody has done since", () => {
    const added = event("task.added", task);
    expect(back([added, event("task.done", { task: "k-1", title: [], checklist: null })], added)).toEqual([]);
  });

  it("a task that is gone", () => {
    expect(back([], event("task.added", task))).toEqual([]);
  });

  it("an escalation that has ended since", () => {
    expect(
      back(
        [],
        event("escalation.started", { policy: "denial", reason: [], level: 0, since: NOW, pinned: null }),
      ),
    ).toEqual([]);
  });

  it("an end after which the same policy has begun anew", () => {
    const again = event("escalation.started", {
      policy: "denial",
      reason: [],
      level: 0,
      since: NOW,
      pinned: null,
    });
    expect(back([again], event("escalation.ended", { escalation, outcome: "done" }))).toEqual([]);
  });

  it("a call that has been answered", () => {
    expect(back([], event("call.requested", { ...outbound, with: {} }))).toEqual([]);
  });

  it("an offer that has been answered", () => {
    const made = event("offer.made", { offer });
    expect(back([made, event("offer.declined", { offer })], made)).toEqual([]);
  });

  it("what was told of the patient's record", () => {
    expect(back([], event("card.changed", { field: "patient.language", from: "en", to: "es" }))).toEqual([]);
  });

  it("the entry of a card that has just been made", () => {
    expect(back([], event("card.entered", { ...entered, from: null, stopped: null }))).toEqual([]);
  });
});
