import { describe, expect, test } from "vitest";
import { compileSchedule } from "./schedule.ts";

const NY = "America/New_York";

function runs(cron: string, from: string, count: number, zone = NY): (string | null)[] {
  const schedule = compileSchedule(cron, zone);
  if ("error" in schedule) throw new Error(schedule.error);
  const result: (string | null)[] = [];
  for (let t: string | null = from; t !== null && result.length < count; ) {
    t = schedule.next(t);
    result.push(t);
  }
  return result;
}

describe("schedules", () => {
  test("edge-01: 02:30 daily on spring-forward day fires once, at 03:00", () => {
    expect(runs("30 2 * * *", "2026-03-07T12:00:00.000Z", 2)).toEqual([
      "2026-03-08T07:00:00.000Z",
      "2026-03-09T06:30:00.000Z",
    ]);
  });

  test("edge-02: 01:30 daily on fall-back day fires once, at the first", () => {
    expect(runs("30 1 * * *", "2026-10-31T12:00:00.000Z", 2)).toEqual([
      "2026-11-01T05:30:00.000Z",
      "2026-11-02T06:30:00.000Z",
    ]);
  });

  test("edge-03: */30 in the repeated hour fires four times", () => {
    expect(runs("*/30 1 * * *", "2026-11-01T04:59:00.000Z", 5)).toEqual([
      "2026-11-01T05:00:00.000Z",
      "2026-11-01T05:30:00.000Z",
      "2026-11-01T06:00:00.000Z",
      "2026-11-01T06:30:00.000Z",
      "2026-11-02T06:00:00.000Z",
    ]);
  });

  test("weekday names are the practice's weekdays, long past or long ahead", () => {
    expect(runs("30 7 * * mon-fri", "2016-03-05T05:00:00.000Z", 1)).toEqual(["2016-03-07T12:30:00.000Z"]);
    expect(runs("30 7 * * mon-fri", "2036-03-08T05:00:00.000Z", 1)).toEqual(["2036-03-10T11:30:00.000Z"]);
  });

  test("a date that never comes has no next", () => {
    expect(runs("0 0 30 2 *", "2026-01-01T00:00:00.000Z", 1)).toEqual([null]);
  });

  test("six fields, nicknames and nonsense are refused with a sentence", () => {
    expect(compileSchedule("0 30 7 * * *", NY)).toEqual({ error: expect.stringContaining("five fields") });
    for (const bad of ["@daily", "? ? * * *", "60 * * * *", "abc", "", "* * * * foo"])
      expect(compileSchedule(bad, NY), bad).toHaveProperty("error");
  });
});
