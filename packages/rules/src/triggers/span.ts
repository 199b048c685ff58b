import type { Instant } from "@corridor/domain";
import { addBusiness, type Duration, parseDuration, shift, subtractBusiness } from "@corridor/time";
import type { Cursor } from "../reading/index.ts";
import { type Ground, known, type Practice } from "../scope/index.ts";

/** A duration with the calendar that counts it. */
export interface Span {
  readonly text: string;
  readonly duration: Duration;
  readonly calendar: string | null;
}

/** The duration of a text that its schema has already read. Business time must name its calendar. */
export function spanOf(text: string, at: Cursor, calendar: string | undefined, ground: Ground): Span {
  const duration = parseDuration(text) as Duration;
  if (duration.kind === "business" && calendar === undefined) {
    const [first = "front-desk"] = Object.keys(ground.practice.calendarSpecs);
    const message = `“${text}” is business time: say beside it whose, such as \`calendar: ${first}\``;
    ground.findings.error("duration-calendar", at, message);
  }
  return { text, duration, calendar: calendar ?? null };
}

/** Notes a calendar that does not exist. */
export function checkCalendar(at: Cursor, ground: Ground): void {
  if (at.value !== undefined) known({ ground }, "calendar", at, Object.keys(ground.practice.calendarSpecs));
}

/** The instant so long after (or, with -1, before) another. Null when its calendar is never open again. */
export function shifted(
  from: Instant,
  { duration, calendar }: Span,
  practice: Practice,
  sign: 1 | -1,
): Instant | null {
  if (duration.kind !== "business") return shift(from, duration, practice.rules.timezone, sign);
  const hours = practice.calendars[calendar ?? ""];
  if (!hours) return null;
  return sign === 1 ? addBusiness(hours, from, duration) : subtractBusiness(hours, from, duration);
}

/** What a span's length depends on besides its text: part of a trigger's signature. */
export function spanBasis({ text, duration, calendar }: Span, practice: Practice): unknown {
  if (duration.kind === "elapsed") return text;
  const hours = duration.kind === "business" && calendar !== null ? practice.calendarSpecs[calendar] : null;
  return { text, zone: practice.rules.timezone, hours: hours ?? null };
}
