import { describe, expect, it } from "vitest";
import type { CardCommand } from "./commands.ts";
import { event, type NewEvent } from "./events.ts";
import { given, recorded, standing, TOMORROW } from "./testing/index.ts";
import { touchedBy, touchedInTheEnd, touches } from "./touches.ts";

const visit = { id: "v-1", start: TOMORROW, minutes: 30, provider: "ben", slot: null };
const nobody = { role: null, person: null };
const place = { stage: "intake", state: "new", rank: "a0" };

describe("a command touches", () => {
  it.each<[CardCommand, readonly string[]]>([
    [{ type: "move", to: "scheduling" }, ["place"]],
    [{ type: "set", fields: { reason: "knee", visits: 2 } }, ["field:reason", "field:visits"]],
    [{ type: "set", fields: {} }, []],
    [{ type: "assign", to: "ana" }, ["assignee"]],
    [{ type: "appointment.book", start: TOMORROW, minutes: 30, provider: "ben" }, ["appointment"]],
    [{ type: "appointment.move", start: TOMORROW }, ["appointment"]],
    [{ type: "appointment.cancel" }, ["appointment"]],
    [{ type: "appointment.confirm" }, ["appointment"]],
    [{ type: "appointment.no-show" }, ["appointment"]],
    [{ type: "offer.accept" }, ["appointment"]],
  ])("%j: %j", (command, what) => {
    expect(touches(command)).toEqual(what);
  });

  it.each<CardCommand>([
    { type: "comment", text: [] },
    { type: "label", add: ["vip"] },
    { type: "task.add", title: [] },
    { type: "task.done", task: "k-1" },
    { type: "ack", policy: "denial" },
    { type: "offer.decline" },
    { type: "undo", event: "in-1/0" },
  ])("nothing that another could have changed meanwhile: $type", (command) => {
    expect(touches(command)).toEqual([]);
  });
});

describe("an event touched", () => {
  it.each<[NewEvent, readonly string[]]>([
    [event("card.moved", { from: place, to: { ...place, rank: "a1" }, reason: [] }), ["place"]],
    [event("card.changed", { field: "reason", from: null, to: "x" }), ["field:reason"]],
    [event("card.changed", { field: "appointment.confirmed", from: false, to: true }), ["appointment"]],
    [event("card.changed", { field: "patient.language", from: "en", to: "es" }), []],
    [event("card.assigned", { from: nobody, to: nobody }), ["assignee"]],
    [event("card.labelled", { added: ["a"], removed: ["b"] }), ["label:a", "label:b"]],
    [event("card.undone", { event: "in-1/0", sent: [] }), ["undone:in-1/0"]],
    [event("appointment.booked", visit), ["appointment"]],
    [event("appointment.moved", { from: visit, to: visit }), ["appointment"]],
    [event("appointment.cancelled", { appointment: visit, reason: [] }), ["appointment"]],
    [event("appointment.missed", { appointment: visit }), ["appointment"]],
    [event("appointment.restored", { appointment: null }), ["appointment"]],
    [event("card.commented", { comment: "m", text: [] }), []],
    [event("task.done", { task: "k-1", title: [], checklist: null }), []],
  ])("%j: %j", (told, what) => {
    expect(touchedBy(told)).toEqual(what);
  });
});

describe("what a person's command does is what it says it touches", () => {
  const booked = [...standing("scheduling"), event("appointment.booked", visit)];
  const missed = event("card.changed", { field: "appointment.no_show", from: false, to: true });

  it.each<[CardCommand, readonly NewEvent[]]>([
    [{ type: "move", to: "scheduling.booked" }, standing("scheduling")],
    [{ type: "set", fields: { reason: "knee", visits: 2 } }, standing()],
    [{ type: "assign", role: "nurse" }, standing()],
    [
      { type: "appointment.book", start: TOMORROW, minutes: 30, provider: "ben" },
      [...standing("scheduling"), missed],
    ],
    [{ type: "appointment.move", start: "2026-11-10T11:00:00.000Z" }, [...booked, missed]],
    [{ type: "appointment.cancel" }, [...booked, missed]],
    [{ type: "appointment.confirm" }, booked],
    [{ type: "appointment.no-show" }, booked],
  ])("%j", (command, history) => {
    const { decided } = given(history).when(command);
    const events = Array.isArray(decided) ? (decided as readonly NewEvent[]) : [];
    expect(events.length).toBeGreaterThan(0);
    expect(new Set(events.flatMap(touchedBy))).toEqual(new Set(touches(command)));
  });
});

describe("what a history touched in the end", () => {
  const moved = event("card.moved", { from: place, to: { ...place, rank: "a1" }, reason: [] });
  const noted = event("card.changed", { field: "reason", from: null, to: "x" });
  const undone = (id: string) => event("card.undone", { event: id, sent: [] });
  const inputs = (...told: (readonly NewEvent[])[]) =>
    told.flatMap((events, n) => recorded(events, { root: `in-${n + 1}` }));

  it("is all that its events touched, where nothing was undone", () => {
    expect(touchedInTheEnd(inputs([moved], [noted, moved]))).toEqual(["place", "field:reason", "place"]);
  });

  it("is not what was undone, nor the undoing, but that it was", () => {
    expect(touchedInTheEnd(inputs([moved, noted], [noted, moved, undone("in-1/1")]))).toEqual([
      "undone:in-1/1",
    ]);
  });

  it("is still what others touched between", () => {
    expect(touchedInTheEnd(inputs([noted], [moved], [noted, undone("in-1/0")]))).toEqual([
      "place",
      "undone:in-1/0",
    ]);
  });

  it("does not hang on the undone step being part of it", () => {
    expect(touchedInTheEnd(inputs([moved], [noted, undone("in-0/0")]))).toEqual(["place", "undone:in-0/0"]);
  });
});
