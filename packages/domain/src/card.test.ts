import { describe, expect, it } from "vitest";
import { Bug } from "./assert.ts";
import { type Card, evolve, fold } from "./card.ts";
import { event, type NewEvent } from "./events.ts";
import {
  cardOf,
  climbing,
  EARLIER,
  frontDesk,
  manager,
  NOW,
  recorded,
  standing,
  TOMORROW,
} from "./testing/index.ts";

const visit = { id: "v-1", start: TOMORROW, minutes: 30, provider: "ben", slot: null };
const claim = { id: "cl-1", kind: "claim", status: "active", amount: 120 } as const;
const nobody = { role: null, person: null };
const after = (...events: NewEvent[]) => cardOf([...standing("intake.new"), ...events]) as Card;

describe("a card after an event", () => {
  it("is made by the first", () => {
    expect(cardOf(standing("scheduling.booked", { rank: "a3", fields: { priority: "high" } }))).toEqual({
      id: "c-1",
      version: 0,
      type: "referral",
      location: "main",
      patient: "p-1",
      lifecycle: 3,
      stage: "scheduling",
      state: "booked",
      rank: "a3",
      final: false,
      fields: { priority: "high" },
      assignee: null,
      role: null,
      labels: [],
      tasks: [],
      appointment: null,
      claims: [],
      escalations: [],
      calls: {},
      comments: 0,
      createdAt: EARLIER,
      enteredStageAt: EARLIER,
      enteredStateAt: EARLIER,
      movedBy: { kind: "user", id: "ana" },
    });
  });

  it("stands where it was moved, and names who did it", () => {
    const from = { stage: "intake", state: "new", rank: "a0" };
    const moved = event("card.moved", {
      from,
      to: { stage: "scheduling", state: "booked", rank: "a7" },
      reason: [],
    });
    const [told] = recorded([moved], { actor: manager });
    const card = evolve(after(), told as NonNullable<typeof told>);
    expect(card).toMatchObject({
      stage: "scheduling",
      state: "booked",
      rank: "a7",
      movedBy: { kind: "user", id: "mia" },
    });
  });

  it("counts its time from when it entered", () => {
    const entered = event("card.entered", {
      ...{ stage: "closed", state: "closed", final: true, from: { stage: "intake", state: "new" } },
      ...{ clock: { stage: NOW, state: TOMORROW }, stopped: { stage: EARLIER, state: EARLIER } },
    });
    expect(after(entered)).toMatchObject({ final: true, enteredStageAt: NOW, enteredStateAt: TOMORROW });
  });

  it("has the field's new value", () => {
    expect(after(event("card.changed", { field: "reason", from: null, to: "knee" })).fields).toEqual({
      reason: "knee",
    });
  });

  it("has no field that was cleared", () => {
    const set = event("card.changed", { field: "reason", from: null, to: "knee" });
    const clear = event("card.changed", { field: "reason", from: "knee", to: null });
    expect(after(set, clear).fields).toEqual({});
  });

  it("does not keep what is the patient's", () => {
    expect(after(event("card.changed", { field: "patient.language", from: "en", to: "es" })).fields).toEqual(
      {},
    );
  });

  it("belongs to whom it was given", () => {
    const given = event("card.assigned", { from: nobody, to: { role: null, person: "ben" } });
    expect(after(given)).toMatchObject({ assignee: "ben", role: null });
  });

  it("has its labels in the order of the alphabet", () => {
    const labels = event("card.labelled", { added: ["vip", "asap"], removed: [] });
    const fewer = event("card.labelled", { added: ["late"], removed: ["vip"] });
    expect(after(labels, fewer).labels).toEqual(["asap", "late"]);
  });

  it("has a label once, however often it is added", () => {
    const label = event("card.labelled", { added: ["vip"], removed: [] });
    expect(after(label, label).labels).toEqual(["vip"]);
  });

  it("counts its comments", () => {
    const comment = event("card.commented", { comment: "m-1", text: [{ ref: "x" }] });
    expect(after(comment, comment).comments).toBe(2);
  });

  it("carries its tasks, done, open again and gone", () => {
    const added = event("task.added", { task: "k-1", title: [], due: null, role: null, checklist: null });
    const done = event("task.done", { task: "k-1", title: [], checklist: null });
    const open = { id: "k-1", title: [], due: null, role: null, done: false };
    expect(after(added).tasks).toEqual([open]);
    expect(after(added, done).tasks).toEqual([{ ...open, done: true }]);
    expect(after(added, done, event("task.reopened", { task: "k-1" })).tasks).toEqual([open]);
    expect(after(added, event("task.removed", { task: "k-1" })).tasks).toEqual([]);
  });

  it("has its appointment as it was last said", () => {
    const booked = event("appointment.booked", visit);
    const later = { ...visit, minutes: 60 };
    expect(after(booked).appointment).toEqual(visit);
    expect(after(booked, event("appointment.moved", { from: visit, to: later })).appointment).toEqual(later);
    const cancelled = event("appointment.cancelled", { appointment: visit, reason: [] });
    expect(after(booked, cancelled).appointment).toBeNull();
    expect(after(event("appointment.restored", { appointment: visit })).appointment).toEqual(visit);
    expect(after(booked, event("appointment.restored", { appointment: null })).appointment).toBeNull();
  });

  it("keeps one claim of each name, the last word", () => {
    const first = event("claim.recorded", { claim });
    const second = event("claim.recorded", { claim: { ...claim, status: "denied" } });
    expect(after(first, second).claims).toEqual([{ ...claim, status: "denied" }]);
  });

  it("waits for a call until it is answered, well or ill", () => {
    const call = { effect: "e-1", connector: "x", op: "y" };
    const asked = event("call.requested", { ...call, with: {} });
    expect(after(asked).calls).toEqual({ "e-1": { connector: "x", op: "y" } });
    expect(after(asked, event("call.succeeded", { ...call, reply: {} })).calls).toEqual({});
    expect(after(asked, event("call.failed", { ...call, error: "timeout" })).calls).toEqual({});
  });

  it("bears its escalations until they end", () => {
    const started = event("escalation.started", {
      policy: "denial",
      ...{ reason: [], level: 0, since: NOW, pinned: null },
    });
    const living = climbing("denial", { since: NOW });
    const had = event("escalation.acknowledged", { policy: "denial", by: "ana", at: NOW });
    expect(after(started).escalations).toEqual([living]);
    expect(after(started, had).escalations).toEqual([
      { ...living, acknowledgedBy: "ana", progressAt: NOW, turn: 1 },
    ]);
    expect(after(started, had, event("escalation.restored", { escalation: living })).escalations).toEqual([
      living,
    ]);
    const ended = event("escalation.ended", { escalation: living, outcome: "done" });
    expect(after(started, ended).escalations).toEqual([]);
    expect(after(event("escalation.restored", { escalation: living })).escalations).toEqual([living]);
  });

  it("knows how far each of them has climbed", () => {
    const policy = "denial";
    const started = event("escalation.started", { policy, reason: [], level: 0, since: NOW, pinned: "text" });
    const held = event("escalation.held", { policy, level: 1, round: 0, until: TOMORROW });
    const told = event("escalation.level", { policy, level: 1, round: 0, at: TOMORROW });
    const had = event("escalation.acknowledged", { policy, by: "ana", at: TOMORROW });
    const worked = event("escalation.progressed", { policy, at: TOMORROW });
    const anew = event("escalation.level", { policy, level: 0, round: 0, at: TOMORROW });
    const begun = climbing(policy, { since: NOW, pinned: "text" });
    const waits = { ...begun, turn: 1, held: { level: 1, round: 0, until: TOMORROW } };
    const stands = { ...begun, turn: 2, level: 1, at: TOMORROW };
    expect(after(started, held).escalations).toEqual([waits]);
    expect(after(started, held, told).escalations).toEqual([stands]);
    expect(after(started, held, told, had, worked).escalations).toEqual([
      { ...stands, turn: 4, acknowledgedBy: "ana", progressAt: TOMORROW },
    ]);
    expect(after(started, held, told, had, anew).escalations).toEqual([
      { ...stands, level: 0, turn: 4, acknowledgedBy: null },
    ]);
    const exhausted = event("escalation.exhausted", { policy, level: 1, at: TOMORROW });
    expect(after(started, exhausted).escalations).toEqual([{ ...begun, turn: 1, exhausted: true }]);
  });

  it("reads an escalation of a history that knew no ladder as one that stands where it began", () => {
    const old = { policy: "denial", level: 0, since: NOW, acknowledgedBy: "ana" };
    const told = { type: "escalation.restored", data: { escalation: old } } as unknown as NewEvent;
    expect(after(told).escalations).toEqual([climbing("denial", { since: NOW, acknowledgedBy: "ana" })]);
  });

  it.each<NewEvent>([
    event("card.undone", { event: "in-1/0", sent: [] }),
    event("wip.exceeded", { stage: "intake", limit: 1, count: 2 }),
    event("appointment.missed", { appointment: visit }),
    event("appointment.freed", { appointment: visit, location: "main" }),
    event("message.queued", {
      effect: "e",
      template: "t",
      via: [],
      with: {},
      notBefore: null,
      notAfter: null,
    }),
    event("notice.queued", { effect: "e", to: nobody, via: [], text: [], notBefore: null, group: null }),
  ])("is as it was: $type", (told) => {
    expect(after(told)).toEqual(after());
  });

  it("does not change the card that was", () => {
    const before = after();
    const frozen = JSON.parse(JSON.stringify(before));
    const [told] = recorded([event("card.labelled", { added: ["vip"], removed: [] })]);
    evolve(before, told as NonNullable<typeof told>);
    expect(before).toEqual(frozen);
  });

  it("cannot follow from nothing", () => {
    const [told] = recorded([event("card.labelled", { added: ["vip"], removed: [] })]);
    expect(() => evolve(null, told as NonNullable<typeof told>)).toThrow(Bug);
  });
});

describe("folding a history", () => {
  const first = recorded(standing(), { version: 1 });
  const second = recorded([event("card.labelled", { added: ["vip"], removed: [] })], {
    root: "in-2",
    version: 2,
  });

  it("gives the card the version of its last event", () => {
    expect(fold(null, first)?.version).toBe(1);
    expect(fold(null, [...first, ...second])?.version).toBe(2);
  });

  it("goes on from a card as from the history before it", () => {
    expect(fold(fold(null, first), second)).toEqual(fold(null, [...first, ...second]));
  });

  it("of nothing is what was", () => {
    expect(fold(null, [])).toBeNull();
    const card = fold(null, first);
    expect(fold(card, [])).toBe(card);
  });

  it("gives a new version to an event that says nothing of the card's state", () => {
    const over = event("wip.exceeded", { stage: "intake", limit: 1, count: 2 });
    const exceeded = recorded([over], { root: "in-2", version: 2 });
    expect(fold(null, [...first, ...exceeded])).toEqual({ ...fold(null, first), version: 2 });
  });

  it("names whoever made the card", () => {
    expect(fold(null, first)?.movedBy).toEqual({ kind: frontDesk.kind, id: frontDesk.id });
  });
});
