import { describe, it } from "vitest";
import { event } from "../events.ts";
import { given, standing } from "../testing/index.ts";
import type { Fields } from "../values.ts";

const set = (fields: Fields) => ({ type: "set", fields: { ...fields } }) as const;

describe("writing a field", () => {
  it("says what it was and what it is", () => {
    given(standing("intake", { fields: { reason: "knee" } }))
      .when(set({ reason: "hip" }))
      .then([event("card.changed", { field: "reason", from: "knee", to: "hip" })]);
  });

  it("knows a field's default as its value", () => {
    given(standing())
      .when(set({ priority: "urgent" }))
      .then([event("card.changed", { field: "priority", from: "normal", to: "urgent" })]);
  });

  it("writes several, each as an event of its own, by name, however they were written", () => {
    given(standing())
      .when(set({ visits: 2, reason: "knee" }))
      .then([
        event("card.changed", { field: "reason", from: null, to: "knee" }),
        event("card.changed", { field: "visits", from: 0, to: 2 }),
      ]);
  });

  it("clears one with null", () => {
    given(standing("intake", { fields: { reason: "knee" } }))
      .when(set({ reason: null }))
      .thenState({ fields: {} });
  });

  it("falls back to the default when it is cleared", () => {
    given(standing("intake", { fields: { priority: "urgent" } }))
      .when(set({ priority: null }))
      .then([event("card.changed", { field: "priority", from: "urgent", to: "normal" })]);
  });

  it("keeps protected text as the pointer it came as", () => {
    given(standing())
      .when(set({ note: { ref: "n-1" } }))
      .thenState({ fields: { note: { ref: "n-1" } } });
  });
});

describe("writing what a field already is", () => {
  it.each<[string, Fields, Fields]>([
    ["the same text", { reason: "knee" }, { reason: "knee" }],
    ["the same list", { tags: ["a", "b"] }, { tags: ["a", "b"] }],
    ["the same pointer", { note: { ref: "n-1" } }, { note: { ref: "n-1" } }],
    ["the default where nothing stands", {}, { priority: "normal" }],
    ["null where nothing stands", {}, { reason: null }],
    ["null where only the default stands", {}, { priority: null }],
    ["nothing at all", {}, {}],
  ])("is no event: %s", (_, fields, written) => {
    given(standing("intake", { fields })).when(set(written)).thenNothing();
  });

  it("but a list in another order is another list", () => {
    given(standing("intake", { fields: { tags: ["a", "b"] } }))
      .when(set({ tags: ["b", "a"] }))
      .thenTypes("card.changed");
  });
});

describe("a field that may not be written", () => {
  it.each(["stage", "state", "type", "location", "assignee", "labels", "patient", "id", "version"])(
    "is what the card is: %s",
    (field) => {
      given(standing())
        .when(set({ [field]: "x" }))
        .thenRefused("field_read_only", `${field} is not changed by writing it`);
    },
  );

  it("follows the appointment", () => {
    given(standing())
      .when(set({ "appointment.confirmed": true }))
      .thenRefused("field_read_only", "appointment.confirmed follows the appointment");
  });

  it("belongs to the patient's record", () => {
    given(standing())
      .when(set({ "patient.language": "en" }))
      .thenRefused("field_read_only", "patient.language belongs to the patient's record");
  });

  it("is not the practice's", () => {
    given(standing())
      .when(set({ colour: "red" }))
      .thenRefused("field_unknown", "This practice has no field called colour");
  });

  it.each(["constructor", "toString", "hasOwnProperty", "valueOf"])("only sounds like one: %s", (field) => {
    given(standing())
      .when(set({ [field]: "x" }))
      .thenRefused("field_unknown", `This practice has no field called ${field}`);
  });

  it("is of another type", () => {
    given(standing())
      .when(set({ visits: 1.5 }))
      .thenRefused("field_type", "visits must be a whole number");
  });

  it("spoils the whole command: all or nothing", () => {
    given(standing())
      .when(set({ reason: "knee", visits: "two" }))
      .thenRefused("field_type");
  });
});
