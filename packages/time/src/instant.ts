import { Temporal } from "temporal-polyfill";

/** A moment as an ISO-8601 UTC string with milliseconds: `2026-11-09T15:00:00.000Z`. Sorts as text. */
export type Instant = string;

/**
 * Milliseconds since 1970-01-01T00:00Z of an instant (any ISO-8601 string with `Z` or an offset).
 * @throws RangeError when the text is not an instant.
 */
export const toEpochMs = (instant: Instant): number => Temporal.Instant.from(instant).epochMilliseconds;

/**
 * The instant of a number of milliseconds since 1970.
 * @throws RangeError when the number is not an integer within Temporal's range.
 */
export const fromEpochMs = (ms: number): Instant =>
  Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: "millisecond" });

/**
 * Whether the text is an ISO-8601 instant with `Z` or an offset, of the years 1900 to 2199 in UTC: beyond them no
 * practice has a date, and not every store and screen can write one.
 */
export function isInstant(text: string): boolean {
  try {
    const year = Temporal.Instant.from(text).toZonedDateTimeISO("UTC").year;
    return year >= 1900 && year <= 2199;
  } catch {
    return false;
  }
}
