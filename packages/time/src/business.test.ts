import { describe, expect, test } from "vitest";
import { addBusiness, businessMsBetween, isOpen, nextOpening, subtractBusiness } from "./business.ts";
import { type Calendar, type CompiledCalendar, compileCalendar } from "./calendar.ts";
import { parseTime, timeIn, dayIn } from "./zone.ts";

const NY = "America/New_York";
const HOUR = 3_600_000;

function calendar(spec: Calendar, zone = NY): CompiledCalendar {
  const result = compileCalendar(spec, zone);
  if (!result.ok) throw new Error(result.errors.map((e) => e.message).join());
  return result.calendar;
}

const desk = calendar({
  open: { "mon-thu": ["08:00-12:00", "13:00-17:30"], fri: ["08:00-12:00", "13:00-16:00"] },
  holidays: { use: "US", except: ["columbus-day"], add: ["2026-12-24"] },
  half_days: { "2026-12-31": ["08:00-12:00"] },
});
const nights = calendar({ open: { "mon-sun": ["22:00-06:00"] } });

const at = (text: string, zone = NY): string => {
  const t = parseTime(text, zone);
  if (typeof t !== "string") throw new Error(t.error);
  return t;
};
const show = (t: string | null): string => (t === null ? "never" : `${dayIn(t, NY)} ${timeIn(t, NY)}`);
const days = (from: string, n = 1, cal = desk) => show(addBusiness(cal, at(from), { unit: "day", n }));
const hours = (from: string, n: number, cal = desk) => show(addBusiness(cal, at(from), { unit: "hour", n }));

describe("business days (edge-06)", () => {
  test("keep the wall-clock time over a weekend", () =>
    expect(days("2026-11-06T15:30")).toBe("2026-11-09 15:30"));
  test("start at the next opening when outside hours", () =>
    expect(days("2026-11-07T11:00")).toBe("2026-11-10 08:00"));
  test("skip a holiday", () => expect(days("2026-11-10T10:00")).toBe("2026-11-12 10:00"));
  test("do not skip a holiday that is excepted", () =>
    expect(days("2026-10-09T10:00")).toBe("2026-10-12 10:00"));
  test("are held within a day that closes earlier", () =>
    expect(days("2026-11-05T17:00")).toBe("2026-11-06 16:00"));
  test("are held within a half day, and start from one", () => {
    expect(days("2026-12-30T15:00")).toBe("2026-12-31 12:00");
    expect(days("2026-12-31T11:00")).toBe("2027-01-04 11:00");
  });
  test("count a closed extra day as closed", () => expect(days("2026-12-23T10:00")).toBe("2026-12-28 10:00"));
  test("ten of them are two weeks when nothing is closed", () =>
    expect(days("2026-06-01T09:00", 10)).toBe("2026-06-15 09:00"));
  test("keep the wall-clock time across a clock change", () =>
    expect(days("2026-10-30T09:30")).toBe("2026-11-02 09:30"));
  test("belong to the day a night began", () =>
    expect(days("2026-11-07T02:00", 1, nights)).toBe("2026-11-08 02:00"));
  test("go back as well", () => {
    expect(show(subtractBusiness(desk, at("2026-11-09T15:30"), { unit: "day", n: 1 }))).toBe(
      "2026-11-06 15:30",
    );
    expect(show(subtractBusiness(desk, at("2026-11-09T07:00"), { unit: "day", n: 1 }))).toBe(
      "2026-11-05 16:00",
    );
  });
});

describe("business hours (edge-07)", () => {
  test("go on after lunch", () => expect(hours("2026-11-09T11:00", 4)).toBe("2026-11-09 16:00"));
  test("go on after a weekend", () => expect(hours("2026-11-06T15:00", 4)).toBe("2026-11-09 11:00"));
  test("that end with the morning end at noon, not after lunch", () =>
    expect(hours("2026-11-09T08:00", 4)).toBe("2026-11-09 12:00"));
  test("start at the opening", () => expect(hours("2026-11-07T20:00", 1)).toBe("2026-11-09 09:00"));
  test("count a night as one piece", () =>
    expect(hours("2026-11-07T05:00", 2, nights)).toBe("2026-11-07 23:00"));
  test("count the repeated hour of a night twice and the missing one not at all", () => {
    expect(businessMsBetween(nights, at("2026-10-31T22:00"), at("2026-11-01T06:00"))).toBe(9 * HOUR);
    expect(businessMsBetween(nights, at("2026-03-07T22:00"), at("2026-03-08T06:00"))).toBe(7 * HOUR);
  });
  test("30 minutes before Monday 08:15 began on Friday", () =>
    expect(show(subtractBusiness(desk, at("2026-11-09T08:15"), { unit: "minute", n: 30 }))).toBe(
      "2026-11-06 15:45",
    ));
  test("between two instants are those added", () => {
    const a = at("2026-11-06T15:00");
    const b = addBusiness(desk, a, { unit: "hour", n: 40 }) as string;
    expect(businessMsBetween(desk, a, b)).toBe(40 * HOUR);
    expect(businessMsBetween(desk, b, a)).toBe(-40 * HOUR);
  });
});

describe("opening", () => {
  test("begins with the opening minute and ends before the closing one", () => {
    expect(
      [
        "2026-11-09T08:00",
        "2026-11-09T11:59",
        "2026-11-09T12:00",
        "2026-11-09T12:59",
        "2026-11-08T10:00",
      ].map((t) => isOpen(desk, at(t))),
    ).toEqual([true, true, false, false, false]);
    expect(isOpen(nights, at("2026-11-09T05:59"))).toBe(true);
    expect(isOpen(nights, at("2026-11-09T06:00"))).toBe(false);
  });
  test("is now when open, else the next", () => {
    expect(show(nextOpening(desk, at("2026-11-09T10:00")))).toBe("2026-11-09 10:00");
    expect(show(nextOpening(desk, at("2026-11-06T16:00")))).toBe("2026-11-09 08:00");
  });
  test("edge-08: a new holiday moves what is due and not what has begun", () => {
    const edited = calendar({ open: { "mon-fri": ["08:00-12:00"] }, holidays: { add: ["2026-11-09"] } });
    const before = calendar({ open: { "mon-fri": ["08:00-12:00"] } });
    expect([days("2026-11-06T10:00", 1, before), days("2026-11-06T10:00", 1, edited)]).toEqual([
      "2026-11-09 10:00",
      "2026-11-10 10:00",
    ]);
  });
  test("edge-10: another zone is another opening", () => {
    const spec: Calendar = { open: { "mon-fri": ["08:00-12:00"] } };
    const t = "2026-11-09T13:30:00.000Z";
    expect([isOpen(calendar(spec), t), isOpen(calendar(spec, "America/Los_Angeles"), t)]).toEqual([
      true,
      false,
    ]);
  });
  test("a calendar that has run out says so instead of searching for ever", () => {
    const once = calendar({ open: {}, half_days: { "2026-11-09": ["08:00-12:00"] } });
    expect(nextOpening(once, at("2026-11-10T00:00"))).toBeNull();
    expect(addBusiness(once, at("2026-11-09T08:00"), { unit: "hour", n: 5 })).toBeNull();
  });
});
