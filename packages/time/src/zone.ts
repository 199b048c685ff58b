import { Temporal } from "temporal-polyfill";
import type { CalendarDuration, ElapsedDuration } from "./duration.ts";
import { fromEpochMs, type Instant, toEpochMs } from "./instant.ts";

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

const zoned = (instant: Instant, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

/**
 * Epoch milliseconds of a wall-clock time. In a gap the first instant after it, in an overlap the first
 * occurrence. (Temporal's own "compatible" answers 03:30 for a missing 02:30.)
 */
export function wallToEpochMs(wall: Temporal.PlainDateTime, zone: string): number {
  const first = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (first.toPlainDateTime().equals(wall)) return first.epochMilliseconds;
  return (first.getTimeZoneTransition("next") ?? first).epochMilliseconds;
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
  const wall = zoned(instant, zone).toPlainDateTime();
  return fromEpochMs(wallToEpochMs(wall.add({ [`${by.unit}s`]: sign * by.n }), zone));
}

/** The local date, `2026-11-09`. */
export const dayIn = (instant: Instant, zone: string): string =>
  zoned(instant, zone).toPlainDate().toString();

/** The local time of day, `15:00`. */
export const timeIn = (instant: Instant, zone: string): string =>
  zoned(instant, zone).toPlainTime().toString({ smallestUnit: "minute" });

/** The local weekday, `mon` … `sun`. */
export const weekdayIn = (instant: Instant, zone: string): Weekday =>
  WEEKDAYS[zoned(instant, zone).dayOfWeek - 1] as Weekday;

/** The local hour, 0 to 23. */
export const localHourIn = (instant: Instant, zone: string): number => zoned(instant, zone).hour;

const LOCAL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads `2026-11-09T10:00` as the zone's wall clock, or a time with `Z` or an offset as it stands. */
export function parseTime(text: string, zone: string): Instant | { readonly error: string } {
  try {
    if (WITH_OFFSET.test(text)) return fromEpochMs(toEpochMs(text));
    if (LOCAL.test(text))
      return fromEpochMs(wallToEpochMs(Temporal.PlainDateTime.from(text, { overflow: "reject" }), zone));
  } catch {
    return { error: `“${text}” is not a time that exists` };
  }
  return { error: `“${text.slice(0, 40)}” is not a time: write 2026-11-09T10:00, or with Z or an offset` };
}
