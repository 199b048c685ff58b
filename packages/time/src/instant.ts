import { Temporal } from "temporal-polyfill";
import { civilOf, civilText, daysOf, monthLength, padded } from "./civil.ts";

/** A moment as an ISO-8601 UTC string with milliseconds: `2026-11-09T15:00:00.000Z`. Sorts as text. */
export type Instant = string;

export const DAY_MS = 86_400_000;
/** From here to there a year has four digits and no sign. */
const FIRST = daysOf({ year: 0, month: 1, day: 1 }) * DAY_MS;
const LAST = daysOf({ year: 10_000, month: 1, day: 1 }) * DAY_MS - 1;

/**
 * Milliseconds since 1970-01-01T00:00Z of an instant (any ISO-8601 string with `Z` or an offset).
 * @throws RangeError when the text is not an instant.
 */
export const toEpochMs = (instant: Instant): number =>
  ownEpochMs(instant) ?? Temporal.Instant.from(instant).epochMilliseconds;

/** Instants are read at every step, nearly all in the form that is written here; null for any other. */
function ownEpochMs(instant: Instant): number | null {
  if (!isWrittenHere(instant)) return null;
  const [year, month, day] = [digits(instant, 0, 4), digits(instant, 5, 2), digits(instant, 8, 2)];
  const [hour, minute, second] = [digits(instant, 11, 2), digits(instant, 14, 2), digits(instant, 17, 2)];
  // What is no digit makes the number NaN, and no comparison with it holds.
  const exists = day >= 1 && day <= monthLength(year, month) && hour < 24 && minute < 60 && second < 60;
  const ms = digits(instant, 20, 3);
  if (!exists || !(ms >= 0)) return null;
  return daysOf({ year, month, day }) * DAY_MS + hour * 3_600_000 + minute * 60_000 + second * 1_000 + ms;
}

const isWrittenHere = (text: string): boolean =>
  text.length === 24 &&
  text[4] === "-" &&
  text[7] === "-" &&
  text[10] === "T" &&
  text[13] === ":" &&
  text[16] === ":" &&
  text[19] === "." &&
  text[23] === "Z";

/** So many decimal digits as a number; NaN where there is anything else. */
function digits(text: string, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/**
 * The instant of a number of milliseconds since 1970.
 * @throws RangeError when the number is not an integer within Temporal's range.
 */
export function fromEpochMs(ms: number): Instant {
  if (!Number.isInteger(ms) || ms < FIRST || ms > LAST)
    return Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: "millisecond" });
  const day = Math.floor(ms / DAY_MS);
  const rest = ms - day * DAY_MS;
  return `${civilText(civilOf(day))}T${clockText(rest)}:${padded(Math.floor(rest / 1_000) % 60, 2)}.${padded(rest % 1_000, 3)}Z`;
}

/** `15:00`, for milliseconds after midnight. */
export const clockText = (ms: number): string =>
  `${padded(Math.floor(ms / 3_600_000), 2)}:${padded(Math.floor(ms / 60_000) % 60, 2)}`;

/**
 * Whether the text is an ISO-8601 instant with `Z` or an offset, of the years 1900 to 2199 in UTC: beyond them no
 * practice has a date, and not every store and screen can write one.
 */
export function isInstant(text: string): boolean {
  try {
    const { year } = civilOf(Math.floor(toEpochMs(text) / DAY_MS));
    return year >= 1900 && year <= 2199;
  } catch {
    return false;
  }
}
