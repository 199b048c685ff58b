import { describe, expect, it } from "vitest";
import { Bug } from "./assert.ts";
import { event, type NewEvent } from "./events.ts";
import { evolveRecord, foldRecord } from "./records.ts";
import { ana, EARLIER, recorded, recordOf } from "./testing/index.ts";

const somePatient = { kind: "patient", id: "p-1" } as const;
const somePerson = { kind: "person", id: "ana" } as const;
const { name, roles, locations, shifts } = ana;
const hired = event("person.created", {
  name: [...name],
  roles: [...roles],
  locations: [...locations],
  shifts: [...shifts],
});

describe("a record after its events", () => {
  it("is a patient with its fields", () => {
    const history = [
      event("patient.created", { fields: { language: "en" } }),
      event("patient.changed", { field: "phone", from: null, to: { ref: "ph" } }),
    ];
    expect(recordOf(history, somePatient)).toEqual({
      id: "p-1",
      version: 0,
      fields: { language: "en", phone: { ref: "ph" } },
    });
  });

  it("is a person who works here", () => {
    expect(recordOf([hired], somePerson)).toEqual({ ...ana, version: 0 });
  });

  it("is a person as last changed, under the same name", () => {
    const left = event("person.changed", { roles: [], locations: [], shifts: [], active: false });
    expect(recordOf([hired, left], somePerson)).toEqual({
      ...{ id: "ana", version: 0, name: [{ ref: "name-ana" }] },
      ...{ roles: [], locations: [], shifts: [], active: false },
    });
  });

  it("is a slot", () => {
    const open = { provider: "ben", location: "main", start: EARLIER, minutes: 30 };
    expect(recordOf([event("slot.opened", open)], { kind: "slot", id: "s-1" })).toEqual({
      ...{ id: "s-1", version: 0 },
      ...open,
    });
  });

  it("is the practice with its rules", () => {
    const history = [
      event("ruleset.activated", { from: null, to: "r-1" }),
      event("ruleset.activated", { from: "r-1", to: "r-2" }),
    ];
    expect(recordOf(history, { kind: "practice", id: "here" })).toEqual({
      ...{ id: "here", version: 0, ruleset: "r-2" },
    });
  });

  it("is the practice with what is paused, and with the rules that older lifecycles keep", () => {
    const pause = { reason: [], by: "mia", at: EARLIER };
    const history = [
      event("ruleset.activated", { from: null, to: "r-1" }),
      event("rule.paused", { rule: "remind", ...pause }),
      event("rule.paused", { rule: "greet", ...pause }),
      event("lifecycle.kept", { lifecycle: 3, ruleset: "r-1" }),
      event("ruleset.activated", { from: "r-1", to: "r-2" }),
      event("ruleset.noted", { ruleset: "r-2", text: [{ ref: "why" }] }),
      event("rule.resumed", { rule: "remind" }),
    ];
    const practice = { id: "here", version: 0, ruleset: "r-2", lifecycles: { 3: "r-1" } };
    expect(recordOf(history, { kind: "practice", id: "here" })).toEqual({
      ...practice,
      paused: { greet: pause },
    });
    const resumed = [...history, event("rule.resumed", { rule: "greet" })];
    expect(recordOf(resumed, { kind: "practice", id: "here" })).toEqual(practice);
  });
});

describe("a record that was never made", () => {
  it.each<NewEvent>([
    event("patient.changed", { field: "language", from: null, to: "en" }),
    event("person.changed", { roles: [], locations: [], shifts: [], active: true }),
    event("card.labelled", { added: [], removed: [] }),
  ])("cannot be changed: $type", (told) => {
    const [first] = recorded([told], { subject: somePatient });
    expect(() => evolveRecord(null, first as NonNullable<typeof first>)).toThrow(Bug);
  });
});

describe("folding a record's history", () => {
  const made = recorded([event("patient.created", { fields: {} })], { subject: somePatient, version: 1 });
  const changed = recorded([event("patient.changed", { field: "language", from: null, to: "en" })], {
    ...{ subject: somePatient, root: "in-2", version: 2 },
  });

  it("gives the record the version of its last event", () => {
    expect(foldRecord(null, [...made, ...changed])?.version).toBe(2);
  });

  it("goes on from a record as from the history before it", () => {
    expect(foldRecord(foldRecord(null, made), changed)).toEqual(foldRecord(null, [...made, ...changed]));
  });

  it("passes over events that are not the record's", () => {
    const stray = recorded([event("task.done", { task: "t", title: [], checklist: null })], {
      subject: somePatient,
      version: 2,
    });
    expect(foldRecord(null, [...made, ...stray])).toEqual({ id: "p-1", version: 2, fields: {} });
  });
});
