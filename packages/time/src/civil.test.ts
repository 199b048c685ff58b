import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { civilOf, civilText, daysOf, monthLength, weekdayOf } from "./civil.ts";
import { fromEpochMs, toEpochMs } from "./instant.ts";
import { fromWallMs, toWallMs } from "./wall.ts";

const EPOCH = new Temporal.PlainDate(1970, 1, 1);
const MIX = [0, 1, -1, 59, 60, 11_016, 11_017, -25_567, 83_999, -719_528, 2_932_896];
const days = [...MIX, ...Array.from({ length: 400 }, (_, n) => n * 211 - 30_000)];

describe("our own arithmetic agrees with the library", () => {
  test("on dates, their weekdays and the lengths of months", () => {
    for (const day of days) {
      const theirs = EPOCH.add({ days: day });
      const ours = civilOf(day);
      expect(ours).toEqual({ year: theirs.year, month: theirs.month, day: theirs.day });
      expect(civilText(ours)).toBe(theirs.toString());
      expect(daysOf(ours)).toBe(day);
      expect(weekdayOf(day)).toBe(theirs.dayOfWeek - 1);
      expect(monthLength(ours.year, ours.month)).toBe(theirs.daysInMonth);
    }
  });

  test("on instants", () => {
    for (const day of days) {
      const ms = day * 86_400_000 + ((day * 7_919) % 86_400_000);
      const theirs = Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: "millisecond" });
      expect(fromEpochMs(ms)).toBe(theirs);
      expect(toEpochMs(theirs)).toBe(ms);
    }
    expect(() => toEpochMs("2026-02-29T00:00:00.000Z")).toThrow(RangeError);
    expect(() => toEpochMs("2026-11-09T24:00:00.000Z")).toThrow(RangeError);
    expect(() => fromEpochMs(0.5)).toThrow();
  });

  test.each([
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "UTC",
  ])("on every wall clock of %s around its changes", (zone) => {
    let change: Temporal.ZonedDateTime | null = new Temporal.ZonedDateTime(0n, zone);
    for (let n = 0; n < 60 && change; n += 1, change = change.getTimeZoneTransition("next"))
      for (const minutes of [-1_500, -61, -1, 0, 1, 29, 61, 1_500]) {
        const at: Temporal.ZonedDateTime = change.add({ minutes });
        const wall = at.toPlainDateTime();
        const wallMs = Temporal.Instant.from(`${wall.toString()}Z`).epochMilliseconds;
        expect(toWallMs(at.epochMilliseconds, zone)).toBe(wallMs);
        for (const shown of [wall, wall.add({ minutes: 30 }), wall.subtract({ minutes: 30 })])
          expect([shown.toString(), fromWallMs(utc(shown), zone)]).toEqual([
            shown.toString(),
            first(shown, zone),
          ]);
      }
  });
});

const utc = (wall: Temporal.PlainDateTime): number =>
  Temporal.Instant.from(`${wall.toString()}Z`).epochMilliseconds;

/** In a gap the first instant after it, in an overlap the first occurrence. */
function first(wall: Temporal.PlainDateTime, zone: string): number {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  return (earlier.getTimeZoneTransition("next") ?? earlier).epochMilliseconds;
}
