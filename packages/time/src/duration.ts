/** `s`, `m`, `h`: so many milliseconds, whatever the clocks on the wall do. */
export interface ElapsedDuration {
  readonly kind: "elapsed";
  readonly ms: number;
}

/** Days, weeks, months: the same wall-clock time in a zone. */
export interface CalendarDuration {
  readonly kind: "calendar";
  readonly unit: "day" | "week" | "month";
  readonly n: number;
}

/** Open time of a business calendar. */
export interface BusinessDuration {
  readonly kind: "business";
  readonly unit: "minute" | "hour" | "day";
  readonly n: number;
}

export type Duration = ElapsedDuration | CalendarDuration | BusinessDuration;

/** A sentence a manager can act on, and what was probably meant. */
export interface DurationError {
  readonly error: string;
  readonly suggestion?: string;
}

const MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;
const SHORT: Readonly<Record<string, "s" | "m" | "h">> = { second: "s", minute: "m", hour: "h" };
/** Ten years: longer than any clock of a practice, short enough that every search over a calendar ends. */
const LONGEST_MS = 10 * 366 * 24 * MS.h;
const LONGEST = { day: 3_660, week: 520, month: 120, minute: 600_000, hour: 87_840 } as const;

const ELAPSED = /^(\d{1,9})(s|m|h)$/;
const WORDS = /^(\d{1,9}) (business )?(second|minute|hour|day|week|month)s?$/;
const EXAMPLES =
  "write 30s, 15m, 48h, 3 days, 2 weeks, 1 month, 30 business minutes, 4 business hours or 1 business day";

/** Reads a duration of the rules language. Returns the value or a sentence; never throws. */
export function parseDuration(text: string): Duration | DurationError {
  const short = ELAPSED.exec(text);
  if (short) {
    const ms = Number(short[1]) * MS[short[2] as keyof typeof MS];
    if (ms === 0) return { error: `“${text}” is no time at all` };
    if (ms > LONGEST_MS) return { error: `“${text}” is longer than ten years` };
    return { kind: "elapsed", ms };
  }
  const words = WORDS.exec(text);
  if (!words) return { error: `“${text.slice(0, 40)}” is not a duration: ${EXAMPLES}` };
  return fromWords(text, Number(words[1]), words[2] !== undefined, words[3] as string);
}

function fromWords(text: string, n: number, business: boolean, unit: string): Duration | DurationError {
  if (n === 0) return { error: `“${text}” is no time at all` };
  if (!business && unit in SHORT) {
    const suggestion = `${n}${SHORT[unit]}`;
    return { error: `“${text}” is not a duration: elapsed time is written ${suggestion}`, suggestion };
  }
  if (business && (unit === "second" || unit === "week" || unit === "month")) {
    return { error: `“${text}” is not a duration: business time counts minutes, hours or days` };
  }
  if (n > LONGEST[unit as keyof typeof LONGEST]) return { error: `“${text}” is longer than ten years` };
  return business
    ? { kind: "business", unit: unit as BusinessDuration["unit"], n }
    : { kind: "calendar", unit: unit as CalendarDuration["unit"], n };
}

/** Tells a failed parse from a duration. */
export const isDurationError = (value: Duration | DurationError): value is DurationError => "error" in value;

/** The shortest text that parses to the same duration. Elapsed milliseconds are rounded down to seconds. */
export function formatDuration(duration: Duration): string {
  if (duration.kind === "elapsed") {
    if (duration.ms % MS.h === 0) return `${duration.ms / MS.h}h`;
    if (duration.ms % MS.m === 0) return `${duration.ms / MS.m}m`;
    return `${Math.floor(duration.ms / MS.s)}s`;
  }
  const words = duration.kind === "business" ? `business ${duration.unit}` : duration.unit;
  return `${duration.n} ${words}${duration.n === 1 ? "" : "s"}`;
}
