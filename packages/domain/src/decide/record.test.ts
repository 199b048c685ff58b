import { describe, expect, it } from "vitest";
import { event } from "../events.ts";
import { ana, fact, givenRecord, NOW, TOMORROW } from "../testing/index.ts";
import { isRecordCommand } from "./record.ts";

const somePatient = { kind: "patient", id: "p-1" } as const;
const somePerson = { kind: "person", id: "ana" } as const;
const someSlot = { kind: "slot", id: "s-1" } as const;
const somePractice = { kind: "practice", id: "here" } as const;

describe("a patient", () => {
  const known = [event("patient.created", { fields: { language: "en" } })];

  it("is created", () => {
    givenRecord(somePatient, [])
      .when({ type: "patient.create", fields: { language: "en" } })
      .then([event("patient.created", { fields: { language: "en" } })]);
  });

  it("is created once", () => {
    givenRecord(somePatient, known)
      .when({ type: "patient.create", fields: {} })
      .thenRefused("record_exists", "There is already such a record");
  });

  it("is changed field by field", () => {
    givenRecord(somePatient, known)
      .when({ type: "patient.update", fields: { language: "es", phone: { ref: "ph" } } })
      .then([
        event("patient.changed", { field: "language", from: "en", to: "es" }),
        event("patient.changed", { field: "phone", from: null, to: { ref: "ph" } }),
      ]);
  });

  it("keeps what is not named", () => {
    givenRecord(somePatient, known)
      .when({ type: "patient.update", fields: { phone: { ref: "ph" } } })
      .thenState({ fields: { language: "en", phone: { ref: "ph" } } });
  });

  it("is not changed to what it is", () => {
    givenRecord(somePatient, known)
      .when({ type: "patient.update", fields: { language: "en" } })
      .thenNothing();
  });

  it("that does not exist is not changed", () => {
    givenRecord(somePatient, [])
      .when({ type: "patient.update", fields: {} })
      .thenRefused("record_unknown", "There is no such patient");
  });

  it("has only the fields the practice notes", () => {
    givenRecord(somePatient, known)
      .when({ type: "patient.update", fields: { shoe: "42" } })
      .thenRefused("field_unknown", "This practice notes no shoe of a patient");
  });

  it("has protected fields by pointer only", () => {
    givenRecord(somePatient, [])
      .when({ type: "patient.create", fields: { phone: "555-0100" } })
      .thenRefused("field_type", "patient.phone must be sealed text");
  });
});

describe("a person", () => {
  const { name, roles, locations, shifts } = ana;
  const here = {
    name: [...name],
    roles: [...roles],
    locations: [...locations],
    shifts: [...shifts],
  };
  const known = [event("person.created", here)];

  it("joins the practice", () => {
    givenRecord(somePerson, [])
      .when({ type: "person.create", ...here })
      .thenTypes("person.created")
      .thenState({ active: true, roles: ["front_desk"] });
  });

  it("joins once", () => {
    givenRecord(somePerson, known)
      .when({ type: "person.create", ...here })
      .thenRefused("record_exists");
  });

  it("has roles the practice knows", () => {
    givenRecord(somePerson, [])
      .when({ type: "person.create", ...here, roles: ["surgeon"] })
      .thenRefused("role_unknown", "There is no role called surgeon");
  });

  it("is changed where something is said, and stays as it is elsewhere", () => {
    givenRecord(somePerson, known)
      .when({ type: "person.update", roles: ["manager"] })
      .then([
        event("person.changed", {
          roles: ["manager"],
          locations: ["main"],
          shifts: ["mon-fri 08:00-17:00"],
          active: true,
        }),
      ]);
  });

  it("leaves the practice", () => {
    givenRecord(somePerson, known)
      .when({ type: "person.update", active: false })
      .thenState({ active: false, roles: ["front_desk"] });
  });

  it.each([{}, { active: true }, { roles: ["front_desk"] }])("is not changed by what it is: %j", (part) => {
    givenRecord(somePerson, known)
      .when({ type: "person.update", ...part })
      .thenNothing();
  });

  it("does not get a role the practice does not know", () => {
    givenRecord(somePerson, known)
      .when({ type: "person.update", roles: ["surgeon"] })
      .thenRefused("role_unknown");
  });

  it("that does not exist is not changed", () => {
    givenRecord(somePerson, [])
      .when({ type: "person.update", active: false })
      .thenRefused("person_unknown", "There is no such person");
  });
});

describe("a slot", () => {
  const open = { provider: "ben", location: "main", start: TOMORROW, minutes: 30 };

  it("is opened", () => {
    givenRecord(someSlot, [])
      .when({ type: "slot.open", ...open })
      .then([event("slot.opened", open)]);
  });

  it("is opened once", () => {
    givenRecord(someSlot, [event("slot.opened", open)])
      .when({ type: "slot.open", ...open })
      .thenRefused("record_exists");
  });
});

describe("the rules a practice goes by", () => {
  const active = [event("ruleset.activated", { from: null, to: "r-1" })];

  it("are activated", () => {
    givenRecord(somePractice, [])
      .when({ type: "ruleset.activate", hash: "r-1" }, { facts: [fact("ruleset", true, "r-1")] })
      .then([event("ruleset.activated", { from: null, to: "r-1" })]);
  });

  it("replace others, and say which", () => {
    givenRecord(somePractice, active)
      .when({ type: "ruleset.activate", hash: "r-2" }, { facts: [fact("ruleset", true, "r-2")] })
      .then([
        event("lifecycle.kept", { lifecycle: 3, ruleset: "r-1" }),
        event("ruleset.activated", { from: "r-1", to: "r-2" }),
      ]);
  });

  it("say why, where whoever activates them does", () => {
    givenRecord(somePractice, [])
      .when(
        { type: "ruleset.activate", hash: "r-1", comment: [{ ref: "why" }] },
        { facts: [fact("ruleset", true, "r-1")] },
      )
      .then([
        event("ruleset.activated", { from: null, to: "r-1" }),
        event("ruleset.noted", { ruleset: "r-1", text: [{ ref: "why" }] }),
      ]);
  });

  it("are refused where the plan was made against others", () => {
    givenRecord(somePractice, active)
      .when({ type: "ruleset.activate", hash: "r-2", base: "r-0" }, { facts: [fact("ruleset", true, "r-2")] })
      .thenRefused("ruleset_stale");
  });

  it("are taken where the plan still holds", () => {
    givenRecord(somePractice, active)
      .when({ type: "ruleset.activate", hash: "r-2", base: "r-1" }, { facts: [fact("ruleset", true, "r-2")] })
      .then([
        event("lifecycle.kept", { lifecycle: 3, ruleset: "r-1" }),
        event("ruleset.activated", { from: "r-1", to: "r-2" }),
      ]);
  });

  it("are not activated twice", () => {
    givenRecord(somePractice, active).when({ type: "ruleset.activate", hash: "r-1" }).thenNothing();
  });

  it("must have been uploaded", () => {
    givenRecord(somePractice, active)
      .when({ type: "ruleset.activate", hash: "r-9" })
      .thenRefused("ruleset_unknown", "There is no such ruleset");
  });
});

describe("a rule", () => {
  const paused = event("rule.paused", { rule: "remind", reason: [{ ref: "why" }], by: "ana", at: NOW });

  it("is paused, with who and why", () => {
    givenRecord(somePractice, [])
      .when({ type: "rule.pause", rule: "remind", reason: [{ ref: "why" }] })
      .then([paused]);
  });

  it("is paused once, and resumed once", () => {
    givenRecord(somePractice, [paused]).when({ type: "rule.pause", rule: "remind" }).thenNothing();
    givenRecord(somePractice, [paused])
      .when({ type: "rule.resume", rule: "remind" })
      .then([event("rule.resumed", { rule: "remind" })]);
    givenRecord(somePractice, []).when({ type: "rule.resume", rule: "remind" }).thenNothing();
  });
});

describe("a command", () => {
  it("is a record's or a card's", () => {
    expect(isRecordCommand({ type: "patient.create", fields: {} })).toBe(true);
    expect(isRecordCommand({ type: "set", fields: {} })).toBe(false);
  });
});
