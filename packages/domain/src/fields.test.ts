import { describe, expect, it } from "vitest";
import { type FieldType, misfit } from "./fields.ts";
import { journeyFields } from "./testing/index.ts";
import type { FieldValue } from "./values.ts";

const type = (name: string) => journeyFields[name] as FieldType;

describe("a value fits its field", () => {
  it.each<[string, FieldValue]>([
    ["reason", "knee"],
    ["reason", ""],
    ["priority", "urgent"],
    ["documentation.complete", false],
    ["visits", 0],
    ["visits", -3],
    ["balance", 12.5],
    ["balance", 12],
    ["tags", []],
    ["tags", ["a", "b"]],
    ["note", { ref: "n-1" }],
    ["reviewed_at", "2026-11-09T15:00:00Z"],
    ["reviewed_at", "2026-11-09T15:00:00.000Z"],
    ["reviewed_at", "2026-11-09T15:00:00+01:00"],
    ["reviewed_at", "2028-02-29T00:00:00Z"],
  ])("%s takes %j", (name, value) => {
    expect(misfit(type(name), value)).toBeNull();
  });

  it.each(Object.keys(journeyFields))("null clears %s", (name) => {
    expect(misfit(type(name), null)).toBeNull();
  });

  it.each(Object.entries(journeyFields))("%s takes its own default", (_, field) => {
    expect(misfit(field, field.default)).toBeNull();
  });
});

describe("a value does not fit its field", () => {
  const when = "must be a date and time with its offset";
  it.each<[string, FieldValue, string]>([
    ["reason", 7, "must be text"],
    ["reason", { ref: "n-1" }, "must be text"],
    ["reason", ["knee"], "must be text"],
    ["priority", "soon", "must be one of normal, high, urgent"],
    ["priority", true, "must be one of normal, high, urgent"],
    ["documentation.complete", "true", "must be true or false"],
    ["documentation.complete", 1, "must be true or false"],
    ["visits", 1.5, "must be a whole number"],
    ["visits", 2 ** 53, "must be a whole number"],
    ["visits", "2", "must be a whole number"],
    ["balance", "12.5", "must be a number"],
    ["balance", Number.NaN, "must be a number"],
    ["balance", Number.POSITIVE_INFINITY, "must be a number"],
    ["tags", "a", "must be a list of text"],
    ["note", "Mrs Smith", "must be sealed text"],
    ["note", ["a"], "must be sealed text"],
    ["reviewed_at", "2026-11-09", when],
    ["reviewed_at", "2026-11-09T15:00Z", when],
    ["reviewed_at", "2026-11-09T15:00:00", when],
    ["reviewed_at", "2026-02-30T15:00:00Z", when],
    ["reviewed_at", "2027-02-29T15:00:00Z", when],
    ["reviewed_at", "2026-13-01T15:00:00Z", when],
    ["reviewed_at", "2026-11-09T24:00:00Z", when],
    ["reviewed_at", "2026-11-09T15:60:00Z", when],
    ["reviewed_at", "tomorrow", when],
    ["reviewed_at", 1_762_700_400, when],
  ])("%s does not take %j", (name, value, sentence) => {
    expect(misfit(type(name), value)).toBe(sentence);
  });

  it("and the sentence never repeats the value", () => {
    expect(misfit(type("note"), "Mrs Smith")).not.toContain("Smith");
  });
});
