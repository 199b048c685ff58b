import { describe, expect, test } from "vitest";
import { addBusiness } from "./business.ts";
import { type Calendar, type CompiledCalendar, compileCalendar } from "./calendar.ts";
import { type Duration, isDurationError, parseDuration } from "./duration.ts";
import { ZONE_CASES } from "./fixtures/zone-cases.ts";
import { compileSchedule } from "./schedule.ts";
import { dayIn, parseTime, shift, timeIn, weekdayIn } from "./zone.ts";

const CALENDARS: Readonly<Record<string, Calendar>> = {
  desk: {
    open: { "mon-thu": ["08:00-12:00", "13:00-17:30"], fri: ["08:00-12:00", "13:00-16:00"] },
    holidays: { add: ["2026-11-11", "2026-12-25"] },
    half_days: { "2026-12-31": ["08:00-12:00"] },
  },
  nights: { open: { "mon-sun": ["22:00-06:00"] }, holidays: { add: ["2026-11-11", "2026-12-25"] } },
};

function calendar(name: string, zone: string): CompiledCalendar {
  const result = compileCalendar(CALENDARS[name] as Calendar, zone);
  if (!result.ok) throw new Error(result.errors.map((e) => e.message).join());
  return result.calendar;
}

function instant(text: string, zone: string): string {
  const t = parseTime(text, zone);
  if (typeof t !== "string") throw new Error(t.error);
  return t;
}

function duration(text: string): Duration {
  const read = parseDuration(text);
  if (isDurationError(read)) throw new Error(read.error);
  return read;
}

function answer(zone: string, asked: string): string | null {
  const [verb, ...words] = asked.split(" ") as [string, ...string[]];
  if (verb === "at") return instant(words[0] as string, zone);
  if (verb === "reads") {
    const at = words[0] as string;
    return `${dayIn(at, zone)} ${weekdayIn(at, zone)} ${timeIn(at, zone)}`;
  }
  if (verb === "next") {
    const [cron, after] = words.join(" ").split(" | ") as [string, string];
    const schedule = compileSchedule(cron, zone);
    if ("error" in schedule) throw new Error(schedule.error);
    return schedule.next(instant(after, zone));
  }
  if (verb === "shift") {
    const [from, ...by] = words as [string, ...string[]];
    const said = by.join(" ");
    const span = duration(said.replace("-", ""));
    if (span.kind === "business") throw new Error("not a shift");
    return shift(instant(from, zone), span, zone, said.startsWith("-") ? -1 : 1);
  }
  const [name, from, ...by] = words as [string, string, ...string[]];
  const span = duration(by.join(" "));
  if (span.kind !== "business") throw new Error("not business time");
  return addBusiness(calendar(name, zone), instant(from, zone), span);
}

describe.each([...new Set(ZONE_CASES.map(([zone]) => zone))])("in %s", (zone) => {
  test.each(ZONE_CASES.filter(([of]) => of === zone))("%s: %s is %s: %s", (_, asked, expected) => {
    expect(answer(zone, asked)).toBe(expected);
  });
});

test("there are at least 200 cases over 24 zones", () => {
  expect(ZONE_CASES.length).toBeGreaterThanOrEqual(200);
  expect(new Set(ZONE_CASES.map(([zone]) => zone)).size).toBe(24);
});
