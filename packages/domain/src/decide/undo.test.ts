import { describe, it } from "vitest";
import { event, type NewEvent } from "../events.ts";
import type { PastDecision } from "../facts.ts";
import {
  climbing,
  EARLIER,
  fact,
  given,
  manager,
  recorded,
  slot,
  standing,
  TOMORROW,
} from "../testing/index.ts";

const visit = { id: "v-1", start: TOMORROW, minutes: 30, provider: "ben", slot: null };

const undoIt = { type: "undo", event: "in-9/0" } as const;

/** A card that stands somewhere and to which a later decision did something. */
function done(before: readonly NewEvent[], did: readonly NewEvent[], past: Partial<PastDecision> = {}) {
  const events = recorded(did, { root: "in-9", version: 2 });
  const decision = { events, touchedSince: [], effects: [], ...past };
  return { history: [...before, ...did], facts: [fact("decision", decision, "in-9/0")] };
}

describe("undoing a step", () => {
  it("takes back a whole decision, the last event first", () => {
    const toScheduling = { stage: "scheduling", state: "unscheduled", rank: "a0" };
    const { history, facts } = done(standing("intake.ready"), [
      event("card.moved", {
        from: { stage: "intake", state: "ready", rank: "a0" },
        to: toScheduling,
        reason: [],
      }),
      event("card.labelled", { added: ["ready"], removed: [] }),
    ]);
    given(history)
      .when(undoIt, { facts })
      .thenTypes("card.labelled", "card.moved", "card.undone")
      .thenState({ stage: "intake", state: "ready", labels: [] });
  });

  it("asks no guard and no limit", () => {
    const { history, facts } = done(standing("treatment"), [
      event("card.moved", {
        from: { stage: "treatment", state: "checked_in", rank: "a0" },
        to: { stage: "scheduling", state: "unscheduled", rank: "a0" },
        reason: [],
      }),
    ]);
    given(history)
      .when(undoIt, {
        facts: [...facts, fact("wip", 99, "treatment", "main")],
        verdict: () => ({ ok: false, because: "never asked" }),
      })
      .thenState({ stage: "treatment" });
  });

  it("gives the card back to whoever undid it, as its mover", () => {
    const { history, facts } = done(standing("intake.new"), [
      event("card.moved", {
        from: { stage: "intake", state: "new", rank: "a0" },
        to: { stage: "intake", state: "ready", rank: "a0" },
        reason: [],
      }),
    ]);
    given(history)
      .when(undoIt, { facts, actor: manager })
      .thenState({ movedBy: { kind: "user", id: "mia" } });
  });

  it("removes a task that was added and done in the same step", () => {
    const { history, facts } = done(standing(), [
      event("task.added", { task: "k-1", title: [], due: null, role: null, checklist: null }),
      event("task.done", { task: "k-1", title: [], checklist: null }),
    ]);
    given(history)
      .when(undoIt, { facts })
      .thenTypes("task.reopened", "task.removed", "card.undone")
      .thenState({ tasks: [] });
  });

  it("gives back an escalation that ended and began again in the same step", () => {
    const was = climbing("denial", { acknowledgedBy: "ana", progressAt: EARLIER, turn: 1 });
    const start = event("escalation.started", {
      policy: "denial",
      reason: [],
      level: 0,
      since: EARLIER,
      pinned: null,
    });
    const ack = event("escalation.acknowledged", { policy: "denial", by: "ana", at: EARLIER });
    const { history, facts } = done(
      [...standing(), start, ack],
      [
        event("escalation.ended", { escalation: was, outcome: "done" }),
        event("escalation.started", {
          policy: "denial",
          reason: [],
          level: 0,
          since: TOMORROW,
          pinned: null,
        }),
      ],
    );
    given(history)
      .when(undoIt, { facts })
      .thenState({ escalations: [{ ...was, turn: 2 }] });
  });
});

describe("what has left the house", () => {
  const letter = event("message.queued", {
    effect: "e-1",
    template: "t",
    via: [],
    with: {},
    notBefore: null,
    notAfter: null,
  });

  it("is listed", () => {
    const effects = [
      { key: "e-1", sent: true },
      { key: "e-2", sent: false },
    ];
    const { history, facts } = done(standing(), [letter], { effects });
    given(history)
      .when(undoIt, { facts })
      .then([event("card.undone", { event: "in-9/0", sent: ["e-1"] })]);
  });

  it("still waits for its answer when it was a call", () => {
    const call = event("call.requested", { effect: "e-1", connector: "x", op: "y", with: {} });
    const { history, facts } = done(standing(), [call], { effects: [{ key: "e-1", sent: true }] });
    given(history)
      .when(undoIt, { facts })
      .thenTypes("card.undone")
      .thenState({ calls: { "e-1": { connector: "x", op: "y" } } });
  });

  it("waits for nothing when the call never left", () => {
    const call = event("call.requested", { effect: "e-1", connector: "x", op: "y", with: {} });
    const { history, facts } = done(standing(), [call], { effects: [{ key: "e-1", sent: false }] });
    given(history).when(undoIt, { facts }).thenTypes("call.failed", "card.undone").thenState({ calls: {} });
  });
});

describe("what somebody has touched since", () => {
  const changed = event("card.changed", { field: "priority", from: "normal", to: "high" });
  const given1 = event("card.assigned", {
    from: { role: null, person: null },
    to: { role: null, person: "ana" },
  });
  const moved = event("card.moved", {
    from: { stage: "intake", state: "new", rank: "a0" },
    to: { stage: "intake", state: "ready", rank: "a0" },
    reason: [],
  });
  const booked = event("appointment.booked", visit);
  const labelled = event("card.labelled", { added: ["vip"], removed: [] });

  it.each([
    [changed, "field:priority", "Somebody has changed priority since"],
    [given1, "assignee", "Somebody has changed who has it since"],
    [moved, "place", "Somebody has changed its place since"],
    [booked, "appointment", "Somebody has changed its appointment since"],
    [labelled, "label:vip", "Somebody has changed the label vip since"],
  ])("is not taken from them: $type", (did, touched, sentence) => {
    const { history, facts } = done(standing(), [did], { touchedSince: [touched] });
    given(history).when(undoIt, { facts }).thenRefused("undo_touched", sentence);
  });

  it("is named once each", () => {
    const { history, facts } = done(standing(), [changed, moved, moved], {
      touchedSince: ["place", "field:priority", "place"],
    });
    given(history)
      .when(undoIt, { facts })
      .thenRefused("undo_touched", "Somebody has changed priority, its place since");
  });

  it("does not matter when it is something else", () => {
    const { history, facts } = done(standing(), [changed], { touchedSince: ["place", "field:visits"] });
    given(history).when(undoIt, { facts }).thenTypes("card.changed", "card.undone");
  });
});

describe("an appointment that comes back", () => {
  const cancelled = event("appointment.cancelled", { appointment: visit, reason: [] });
  const before = [...standing(), event("appointment.booked", visit)];

  it("is refused where another card has the provider's time by now", () => {
    const { history, facts } = done(before, [cancelled]);
    given(history)
      .when(undoIt, {
        facts: [...facts, fact("booked", { card: "c-7", offered: false }, "ben", TOMORROW, "30", "c-1")],
      })
      .thenRefused("double_booked", "The provider already has a visit at that time");
  });

  it("is refused where another card has the slot by now", () => {
    const inSlot = { ...visit, slot: "s-1" };
    const { history, facts } = done(
      [...standing(), event("appointment.booked", inSlot)],
      [event("appointment.cancelled", { appointment: inSlot, reason: [] })],
    );
    given(history)
      .when(undoIt, {
        facts: [...facts, fact("slot", { slot, takenBy: { card: "c-7", offered: false } }, "s-1")],
      })
      .thenRefused("slot_taken");
  });

  it("asks for no provider's record: it was given once", () => {
    const elsewhere = { ...visit, provider: "dr-elsewhere" };
    const { history, facts } = done(
      [...standing(), event("appointment.booked", elsewhere)],
      [event("appointment.cancelled", { appointment: elsewhere, reason: [] })],
    );
    given(history).when(undoIt, { facts }).thenState({ appointment: elsewhere });
  });
});

describe("a step that cannot be undone", () => {
  it("is one nobody knows", () => {
    given(standing()).when(undoIt).thenRefused("event_unknown", "This card has no such event");
  });

  it("is another card's", () => {
    const events = recorded([event("card.labelled", { added: ["x"], removed: [] })], {
      subject: { kind: "card", id: "c-2" },
      root: "in-9",
    });
    given(standing())
      .when(undoIt, { facts: [fact("decision", { events, touchedSince: [], effects: [] }, "in-9/0")] })
      .thenRefused("event_unknown");
  });

  it("is the one that made the card", () => {
    const { history, facts } = done([], standing());
    given(history).when(undoIt, { facts }).thenRefused("undo_not_possible", "This step cannot be undone");
  });

  it("is an undoing", () => {
    const { history, facts } = done(standing(), [event("card.undone", { event: "in-8/0", sent: [] })]);
    given(history).when(undoIt, { facts }).thenRefused("undo_not_possible", "This step cannot be undone");
  });

  it("is one that has been undone, named by any of its events", () => {
    const label = event("card.labelled", { added: ["vip"], removed: [] });
    const { history, facts } = done(standing(), [label, label], { touchedSince: ["undone:in-9/1"] });
    given(history)
      .when(undoIt, { facts })
      .thenRefused("undo_not_possible", "This step has already been undone");
  });

  it.each<[string, NewEvent]>([
    ["a comment", event("card.commented", { comment: "m-1", text: [] })],
    ["a limit exceeded", event("wip.exceeded", { stage: "scheduling", limit: 40, count: 41 })],
    ["the patient's own change", event("card.changed", { field: "patient.language", from: "en", to: "es" })],
  ])("is one that left nothing to take back: %s", (_, did) => {
    const { history, facts } = done(standing(), [did]);
    given(history)
      .when(undoIt, { facts })
      .thenRefused("undo_not_possible", "There is nothing in this step that could be taken back");
  });
});
