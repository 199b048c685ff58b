import { describe, expect, test } from "vitest";
import { parseDuration } from "./duration.ts";
import type { CalendarDuration } from "./duration.ts";
import { dayIn, isValidZone, localHourIn, parseTime, shift, timeIn, weekdayIn } from "./zone.ts";

const NY = "America/New_York";
const back = (t: string, by: string, zone = NY) => shift(t, parseDuration(by) as CalendarDuration, zone, -1);
const local = (text: string, zone = NY): string => {
  const t = parseTime(text, zone);
  if (typeof t !== "string") throw new Error(t.error);
  return t;
};

describe("wall clocks", () => {
  test("edge-04: 3 days before 09:30 across fall-back is 09:30, 72h before is 10:30", () => {
    const visit = local("2026-11-02T09:30");
    expect(back(visit, "3 days")).toBe(local("2026-10-30T09:30"));
    expect(back(visit, "72h")).toBe(local("2026-10-30T10:30"));
  });

  test("edge-05: a month before 31 March is the last day of February", () => {
    expect(back(local("2027-03-31T09:00"), "1 month")).toBe(local("2027-02-28T09:00"));
    expect(back(local("2028-03-31T09:00"), "1 month")).toBe(local("2028-02-29T09:00"));
  });

  test("edge-05: a year of months from 29 February stays on the last of February", () => {
    expect(shift(local("2028-02-29T09:00"), { kind: "calendar", unit: "month", n: 12 }, NY)).toBe(
      local("2029-02-28T09:00"),
    );
  });

  test("a time in the gap is the first instant after it", () => {
    expect(local("2026-03-08T02:30")).toBe("2026-03-08T07:00:00.000Z");
    expect(timeIn(local("2026-03-08T02:30"), NY)).toBe("03:00");
    expect(shift(local("2026-03-07T02:30"), { kind: "calendar", unit: "day", n: 1 }, NY)).toBe(
      "2026-03-08T07:00:00.000Z",
    );
  });

  test("a time in the overlap is its first occurrence", () => {
    expect(local("2026-11-01T01:30")).toBe("2026-11-01T05:30:00.000Z");
  });

  test("edge-11: a shift of years is only arithmetic", () => {
    expect(shift("2026-01-01T00:00:00.000Z", { kind: "calendar", unit: "month", n: 120 }, "UTC")).toBe(
      "2036-01-01T00:00:00.000Z",
    );
  });

  test("day, time, weekday and hour are the zone's, not UTC's", () => {
    const t = "2026-11-10T03:05:00.000Z";
    expect([dayIn(t, NY), timeIn(t, NY), weekdayIn(t, NY), localHourIn(t, NY)]).toEqual([
      "2026-11-09",
      "22:05",
      "mon",
      22,
    ]);
  });

  test("a time with an offset keeps its own", () => {
    expect(local("2026-11-09T10:00+01:00")).toBe("2026-11-09T09:00:00.000Z");
    expect(local("2026-11-09T10:00Z")).toBe("2026-11-09T10:00:00.000Z");
  });

  test.each(["2026-02-30T10:00", "2026-11-09", "10:00", "tomorrow", "2026-11-09T25:00"])(
    "“%s” is refused",
    (text) => {
      expect(parseTime(text, NY)).toHaveProperty("error");
    },
  );

  test("zones are IANA names", () => {
    expect([NY, "UTC", "Asia/Kolkata"].map(isValidZone)).toEqual([true, true, true]);
    expect(["America/Gotham", "+05:00", "", "local"].map(isValidZone)).toEqual([false, false, false, false]);
  });
});
