import { Temporal } from "temporal-polyfill";
import { civilOf, civilText, daysOf, monthLength, weekdayOf } from "./civil.ts";
import type { CalendarDuration, ElapsedDuration } from "./duration.ts";
import { clockText, DAY_MS, fromEpochMs, type Instant, toEpochMs } from "./instant.ts";
import { fromWallMs, toWallMs } from "./wall.ts";

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Whether the name is an IANA zone (offsets such as `+05:00` are not: they know no clock changes). */
export function isValidZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Temporal.ZonedDateTime(0n, zone);
    return true;
  } catch {
    return false;
  }
}

const wallMs = (instant: Instant, zone: string): number => toWallMs(toEpochMs(instant), zone);

/** Days since 1970-01-01 of the date on the wall, and the milliseconds after its midnight. */
function split(wall: number): { readonly days: number; readonly rest: number } {
  const days = Math.floor(wall / DAY_MS);
  return { days, rest: wall - days * DAY_MS };
}

/**
 * Moves an instant by elapsed or calendar time; `sign` -1 goes back. Calendar units keep the wall-clock
 * time of the zone; a day the month does not have becomes its last (31 March - 1 month = 28 February).
 */
export function shift(
  instant: Instant,
  by: ElapsedDuration | CalendarDuration,
  zone: string,
  sign: 1 | -1 = 1,
): Instant {
  if (by.kind === "elapsed") return fromEpochMs(toEpochMs(instant) + sign * by.ms);
  const { days, rest } = split(wallMs(instant, zone));
  const n = sign * by.n;
  const moved = by.unit === "month" ? monthsLater(days, n) : days + (by.unit === "week" ? 7 * n : n);
  return fromEpochMs(fromWallMs(moved * DAY_MS + rest, zone));
}

function monthsLater(days: number, n: number): number {
  const { year, month, day } = civilOf(days);
  const months = year * 12 + month - 1 + n;
  const to = { year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1 };
  return daysOf({ ...to, day: Math.min(day, monthLength(to.year, to.month)) });
}

/** The local date, `2026-11-09`. */
export const dayIn = (instant: Instant, zone: string): string =>
  civilText(civilOf(split(wallMs(instant, zone)).days));

/** The local time of day, `15:00`. */
export const timeIn = (instant: Instant, zone: string): string =>
  clockText(split(wallMs(instant, zone)).rest);

/** The local weekday, `mon` … `sun`. */
export const weekdayIn = (instant: Instant, zone: string): Weekday =>
  WEEKDAYS[weekdayOf(split(wallMs(instant, zone)).days)] as Weekday;

/** The local hour, 0 to 23. */
export const localHourIn = (instant: Instant, zone: string): number =>
  Math.floor(split(wallMs(instant, zone)).rest / 3_600_000);

const LOCAL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The wall clock's text as the instant at which UTC shows it. Throws where there is no such date or time. */
const asUtc = (text: string): Instant =>
  `${Temporal.PlainDateTime.from(text, { overflow: "reject" }).toString({ smallestUnit: "millisecond" })}Z`;

/** Reads `2026-11-09T10:00` as the zone's wall clock, or a time with `Z` or an offset as it stands. */
export function parseTime(text: string, zone: string): Instant | { readonly error: string } {
  try {
    if (WITH_OFFSET.test(text)) return fromEpochMs(toEpochMs(text));
    if (LOCAL.test(text)) return fromEpochMs(fromWallMs(toEpochMs(asUtc(text)), zone));
  } catch {
    return { error: `“${text}” is not a time that exists` };
  }
  return { error: `“${text.slice(0, 40)}” is not a time: write 2026-11-09T10:00, or with Z or an offset` };
}
