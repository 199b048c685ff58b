import { expect, test } from "vitest";
import { clockTime, instantOf, localOf, spanOf, whenOf } from "./time.ts";

const NY = "America/New_York";
const MINUTE = 60_000;

test("a span is two units at most", () => {
  expect([18, 65, 160, 24 * 60, 27 * 60, 12 * 24 * 60 + 60].map((m) => spanOf(m * MINUTE))).toEqual([
    "18m",
    "1h 05m",
    "2h 40m",
    "1d",
    "1d 3h",
    "12d",
  ]);
});

test("a time is the practice's, whatever the browser's zone", () => {
  expect(clockTime(NY, "2026-11-24T15:40:00.000Z")).toBe("10:40");
});

test("today needs no date", () => {
  const now = Date.parse("2026-11-24T13:00:00.000Z");
  expect(whenOf(NY, "2026-11-24T15:40:00.000Z", now)).toBe("10:40");
  expect(whenOf(NY, "2026-11-25T15:40:00.000Z", now)).toBe("Wed 25 Nov, 10:40");
});

test("what is typed is read in the practice's zone, in summer and in winter", () => {
  expect(instantOf(NY, "2026-11-24T10:40")).toBe("2026-11-24T15:40:00.000Z");
  expect(instantOf(NY, "2026-07-24T10:40")).toBe("2026-07-24T14:40:00.000Z");
  expect(localOf(NY, "2026-07-24T14:40:00.000Z")).toBe("2026-07-24T10:40");
});

test("the day the clocks change has both offsets", () => {
  expect(instantOf(NY, "2026-03-08T01:30")).toBe("2026-03-08T06:30:00.000Z");
  expect(instantOf(NY, "2026-03-08T10:00")).toBe("2026-03-08T14:00:00.000Z");
  expect(instantOf(NY, "2026-11-01T01:30")).toBe("2026-11-01T05:30:00.000Z");
  expect(instantOf(NY, "2026-11-01T10:00")).toBe("2026-11-01T15:00:00.000Z");
});

test("an hour that does not exist becomes the one after it", () => {
  expect(localOf(NY, instantOf(NY, "2026-03-08T02:30"))).toBe("2026-03-08T03:30");
});

test("a time nobody can read is shown as none", () => {
  expect(clockTime(NY, "yesterday")).toBe("–");
});
