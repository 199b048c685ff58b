import { describe, expect, test } from "vitest";
import { type Calendar, compileCalendar } from "./calendar.ts";

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
    expect(faults({ ...weekdays, holidays: { use: "us" } })[0]).toMatch(/\(US\)/);
    expect(faults({ ...weekdays, holidays: { use: "US", except: ["colombus-day"] } })[0]).toMatch(
      /no holiday “colombus-day”/,
    );
    expect(faults({ open: { monday: ["08:00-12:00"] } })[0]).toMatch(/not a weekday/);
    expect(faults({ ...weekdays, half_days: { "2026-02-30": ["08:00-12:00"] } })[0]).toMatch(/not a date/);
    expect(faults({ open: { mon: ["8-12"] } })[0]).toMatch(/open.mon.0: “8-12” is not a range/);
  });

  test("all faults at once", () => {
    expect(faults({ open: { monday: ["x"], fri: ["y"] }, holidays: { add: ["z"] } }, "Nowhere")).toHaveLength(
      4,
    );
  });
});
