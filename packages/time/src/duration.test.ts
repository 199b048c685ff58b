import { describe, expect, test } from "vitest";
import { formatDuration, isDurationError, parseDuration } from "./duration.ts";

describe("durations", () => {
  test.each([
    ["30s", { kind: "elapsed", ms: 30_000 }],
    ["15m", { kind: "elapsed", ms: 900_000 }],
    ["48h", { kind: "elapsed", ms: 172_800_000 }],
    ["3 days", { kind: "calendar", unit: "day", n: 3 }],
    ["2 weeks", { kind: "calendar", unit: "week", n: 2 }],
    ["1 month", { kind: "calendar", unit: "month", n: 1 }],
    ["30 business minutes", { kind: "business", unit: "minute", n: 30 }],
    ["4 business hours", { kind: "business", unit: "hour", n: 4 }],
    ["1 business day", { kind: "business", unit: "day", n: 1 }],
  ])("%s is read and written back unchanged", (text, value) => {
    const parsed = parseDuration(text);
    expect(parsed).toEqual(value);
    expect(isDurationError(parsed) ? "" : formatDuration(parsed)).toBe(text);
  });

  test.each([
    ["48 hours", "48h"],
    ["1 minute", "1m"],
  ])("%s is refused and %s is offered", (text, suggestion) => {
    expect(parseDuration(text)).toMatchObject({ suggestion });
  });

  test.each([
    "",
    "0h",
    "0 days",
    "-3 days",
    "1.5h",
    "3days",
    "2 business weeks",
    "999999999h",
    "9999999 days",
    "1e3s",
    "toString",
    "3  days",
  ])("“%s” is refused with a sentence", (text) => {
    expect(parseDuration(text)).toHaveProperty("error");
  });
});
