import { expect, test } from "vitest";
import { dayStart, nextDay, quietUntil } from "./quiet.ts";

const ZONE = "America/New_York";

test.each([
  // over midnight
  ["20:00-08:00", "2026-11-09T00:59:00.000Z", null],
  ["20:00-08:00", "2026-11-09T01:00:00.000Z", "2026-11-09T13:00:00.000Z"],
  ["20:00-08:00", "2026-11-09T12:59:00.000Z", "2026-11-09T13:00:00.000Z"],
  ["20:00-08:00", "2026-11-09T13:00:00.000Z", null],
  // within a day
  ["12:00-13:00", "2026-11-09T17:30:00.000Z", "2026-11-09T18:00:00.000Z"],
  ["12:00-13:00", "2026-11-09T18:00:00.000Z", null],
  // over the night in which clocks go back, and the one in which they go forward
  ["20:00-08:00", "2026-11-01T02:00:00.000Z", "2026-11-01T13:00:00.000Z"],
  ["20:00-08:00", "2026-03-08T04:00:00.000Z", "2026-03-08T12:00:00.000Z"],
  // into the hour that is not there
  ["20:00-02:30", "2026-03-08T04:00:00.000Z", "2026-03-08T07:00:00.000Z"],
  [null, "2026-11-09T05:00:00.000Z", null],
])("within %s, %s waits until %s", (span, now, until) => {
  expect(quietUntil(span, now, ZONE)).toBe(until);
});

test("a day begins and ends at the midnights of its zone", () => {
  expect(dayStart("2026-11-01T12:00:00.000Z", ZONE)).toBe("2026-11-01T04:00:00.000Z");
  expect(nextDay("2026-11-01T12:00:00.000Z", ZONE)).toBe("2026-11-02T05:00:00.000Z");
});
