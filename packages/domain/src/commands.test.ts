import { describe, expect, it } from "vitest";
import { CardRequest, cardCommands, recordCommands } from "./commands.ts";
import { TOMORROW } from "./testing/index.ts";

const accepted = (request: unknown) => CardRequest.safeParse(request).success;

describe("what a person may ask of a card", () => {
  it.each([
    { type: "move", to: "scheduling" },
    { type: "move", to: "scheduling.booked", after: "c-2", before: null, reason: "she called" },
    { type: "set", fields: { reason: "knee", visits: 2, tags: ["a"], gone: null } },
    { type: "assign", to: "ana" },
    { type: "assign", role: "nurse" },
    { type: "assign", to: null },
    { type: "label", add: ["vip"], remove: ["late"] },
    { type: "task.add", title: "Call back", due: TOMORROW },
    { type: "task.done", task: "k-1" },
    { type: "comment", text: "She called" },
    { type: "appointment.book", start: TOMORROW, minutes: 30, provider: "ben", slot: "s-1" },
    { type: "appointment.move", start: "2026-11-10T09:00:00+01:00" },
    { type: "appointment.cancel" },
    { type: "appointment.confirm" },
    { type: "appointment.no-show" },
    { type: "ack", policy: "denial" },
    { type: "undo", event: "in-1/0" },
    { type: "press", rule: "call-back" },
    { type: "timer.skip", timer: "before:appointment.start:remind/c-1@2026-11-09T15:00:00.000Z|48h" },
    { type: "timer.ring", timer: "while:greet/c-1" },
    { type: "offer.accept" },
    { type: "offer.accept", slot: `${TOMORROW}/30/ben` },
    { type: "offer.decline", slot: "s-1" },
  ])("%j", (request) => {
    expect(accepted(request)).toBe(true);
  });

  it("is in the union if it is in the list, and the other way round", () => {
    const kinds = CardRequest.def.options.map((option) => option.def.shape.type.def.values[0]);
    expect([...kinds].sort()).toEqual(Object.keys(cardCommands).sort());
  });

  it("is named in the list as it names itself", () => {
    for (const [name, schema] of Object.entries({ ...cardCommands, ...recordCommands }))
      expect(schema.def.shape.type.def.values).toEqual([name]);
  });
});

describe("what nobody may ask of a card", () => {
  it.each([
    [null],
    ["move"],
    [{}],
    [{ type: "move" }],
    [{ type: "move", to: "" }],
    [{ type: "move", to: "x".repeat(101) }],
    [{ type: "move", to: "scheduling", force: true }],
    [{ type: "comment", text: "" }],
    [{ type: "comment", text: "x".repeat(4001) }],
    [{ type: "task.add", title: "x", due: "tomorrow" }],
    [{ type: "task.add", title: "x", due: "2026-02-30T09:00:00Z" }],
    [{ type: "appointment.book", start: TOMORROW, minutes: 0, provider: "ben" }],
    [{ type: "appointment.book", start: TOMORROW, minutes: 1441, provider: "ben" }],
    [{ type: "appointment.book", start: TOMORROW, minutes: 12.5, provider: "ben" }],
    [{ type: "appointment.book", start: "2026-11-10T09:00:00", minutes: 30, provider: "ben" }],
    [{ type: "label", add: Array.from({ length: 51 }, (_, n) => `l-${n}`) }],
    [{ type: "task.add", title: ["Call ", { ref: "n" }] }],
    [{ type: "assign", to: "dr|ghost" }],
    [{ type: "assign", to: "dr\u0000" }],
    [{ type: "appointment.book", start: TOMORROW, minutes: 30, provider: "dr|x" }],
    [{ type: "appointment.book", start: TOMORROW, minutes: 30, provider: "dr\n" }],
    [{ type: "appointment.book", start: TOMORROW, minutes: 30, provider: "ben", slot: "s|1" }],
    [{ type: "appointment.move", start: TOMORROW, provider: "dr|x" }],
    [{ type: "offer.accept", slot: "s|1" }],
    [{ type: "move", to: "scheduling", after: "c|2" }],
    [{ type: "move", to: "scheduling\u0007" }],
    [{ type: "label", add: ["vip\u0000"] }],
    [{ type: "undo", event: "in-1/1\u0000" }],
    [{ type: "comment", text: ["Mrs Smith called"] }],
    [{ type: "move", to: "scheduling", reason: [{ ref: "n" }] }],
    [{ type: "appointment.cancel", reason: ["she called"] }],
    [{ type: "set", fields: { note: { ref: "Mrs Smith" } } }],
    [{ type: "set", fields: { note: { text: "Mrs Smith" } } }],
    [{ type: "set", fields: { note: { nested: { ref: "n" } } } }],
    [{ type: "set" }],
  ])("%j", (request) => {
    expect(accepted(request)).toBe(false);
  });

  it.each([
    "create",
    "import",
    "message",
    "notify",
    "call",
    "answer",
    "escalate",
    "resolve",
    "offer.make",
    "offer.expire",
  ])("is what only the house asks itself: %s", (type) => {
    expect(accepted({ type })).toBe(false);
  });
});
