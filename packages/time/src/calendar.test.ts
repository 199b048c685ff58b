import { describe, expect, test } from "vitest";
import { isOpen } from "./business.ts";
import { type Calendar, compileCalendar, isHoliday, nextDay } from "./calendar.ts";

const NY = "America/New_York";
const faults = (spec: Calendar, zone = NY, from?: string): string[] => {
  const result = compileCalendar(spec, zone, from);
  return result.ok
    ? []
    : result.errors.map(
        (e) => `${e.path.join(".")}: ${e.message}${e.suggestion ? ` (${e.suggestion})` : ""}`,
      );
};
const weekdays: Calendar = { open: { "mon-fri": ["08:00-17:00"] } };

describe("calendars are refused", () => {
  test("when ranges overlap, within a day or over midnight", () => {
    expect(faults({ open: { mon: ["08:00-12:00", "11:00-13:00"] } })[0]).toMatch(/open.mon: two ranges/);
    expect(faults({ open: { sun: ["22:00-06:00"], mon: ["05:00-09:00"] } })[0]).toMatch(
      /night of sun overlaps/,
    );
    expect(faults({ open: { "mon-wed": ["08:00-12:00"], tue: ["13:00-14:00"] } })[0]).toMatch(
      /tue is given twice/,
    );
  });

  test("edge-09: when they never open", () => {
    expect(faults({ open: {} })[0]).toMatch(/never open/);
    expect(
      faults(
        { open: { mon: [] }, half_days: { "2020-01-01": ["08:00-12:00"] } },
        NY,
        "2026-01-01T00:00:00Z",
      )[0],
    ).toMatch(/never open/);
  });

  test("when a date is in two lists", () => {
    expect(
      faults({
        ...weekdays,
        holidays: { add: ["2026-12-24"] },
        half_days: { "2026-12-24": ["08:00-12:00"] },
      })[0],
    ).toMatch(/two lists/);
  });

  test("when the zone, the list, a holiday, a weekday, a date or a range is unknown", () => {
    expect(faults(weekdays, "America/Gotham")[0]).toMatch(/not a time zone/);
    expect(faults({ ...weekdays, holidays: { use: "us" } })[0]).toMatch(/no holiday list “us”.*US, GB/);
    expect(faults({ ...weekdays, holidays: { use: "US", except: ["colombus-day"] } })[0]).toMatch(
      /no holiday “colombus-day”/,
    );
    expect(faults({ open: { monday: ["08:00-12:00"] } })[0]).toMatch(/not a weekday/);
    expect(faults({ ...weekdays, half_days: { "2026-02-30": ["08:00-12:00"] } })[0]).toMatch(/not a date/);
    expect(faults({ open: { mon: ["8-12"] } })[0]).toMatch(/open.mon.0: “8-12” is not a range/);
  });

  test("when a day of one's own is listed twice, by its date or by a day of every year", () => {
    const add = (...days: string[]) => faults({ ...weekdays, holidays: { add: days } });
    expect(add("12-24", "12-24")[0]).toMatch(/12-24 is listed twice/);
    expect(add("12-24", "2027-12-24")[0]).toMatch(/2027-12-24 is listed already, by 12-24 of every year/);
    expect(add("02-30")[0]).toMatch(/not a date: write 2026-12-24, or 12-24 for every year/);
    expect(add("02-29", "12-24", "2026-07-02")).toEqual([]);
  });

  test("all faults at once", () => {
    expect(faults({ open: { monday: ["x"], fri: ["y"] }, holidays: { add: ["z"] } }, "Nowhere")).toHaveLength(
      4,
    );
  });
});

test("a practice closes on days of its own, once or every year, and a half day opens one of them all the same", () => {
  const own = compileCalendar(
    {
      open: { "mon-sun": ["08:00-17:00"] },
      holidays: { add: ["2026-07-02", "12-24", "02-29"] },
      half_days: { "2027-12-24": ["08:00-12:00"] },
    },
    NY,
  );
  if (!own.ok) throw new Error(own.errors[0]?.message);
  const openAt = (date: string) => isOpen(own.calendar, `${date}T15:00:00.000Z`);
  expect(["2026-07-02", "2026-12-24", "2028-02-29", "2030-12-24"].filter(openAt)).toEqual([]);
  const days = ["2027-07-02", "2026-12-23", "2027-02-28", "2027-03-01", "2027-12-24"];
  expect(days.filter(openAt)).toEqual(days);
  expect(isHoliday(own.calendar, "2026-12-24T15:00:00.000Z")).toBe(true);
  expect(isHoliday(own.calendar, "2027-12-24T15:00:00.000Z")).toBe(false);
});

test("a day ends where the next begins on the wall, across a clock change too", () => {
  const compiled = compileCalendar(weekdays, NY);
  if (!compiled.ok) throw new Error(compiled.errors[0]?.message);
  const days = ["2026-11-01T04:00:00.000Z", "2026-11-02T04:59:59.999Z", "2026-03-08T04:59:00.000Z"];
  expect(days.map((t) => nextDay(compiled.calendar, t))).toEqual([
    "2026-11-02T05:00:00.000Z",
    "2026-11-02T05:00:00.000Z",
    "2026-03-08T05:00:00.000Z",
  ]);
});
