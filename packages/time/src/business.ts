import { type CompiledCalendar, SEARCH_DAYS, type Segment, segmentsOf } from "./calendar.ts";
import type { BusinessDuration } from "./duration.ts";
import { fromEpochMs, type Instant, toEpochMs } from "./instant.ts";
import { atWallOffset, dayNumber, wallOffset } from "./local-day.ts";

const UNIT_MS = { minute: 60_000, hour: 3_600_000 } as const;

interface Placed extends Segment {
  /** The day the segment belongs to (a night belongs to the day it starts on). */
  readonly day: number;
}

/** Open segments from the day before `ms` on (going back: from the day after), so that a night begun earlier is seen. */
function* walk(calendar: CompiledCalendar, ms: number, sign: 1 | -1): Generator<Placed> {
  const first = dayNumber(ms, calendar.zone) - sign;
  for (let i = 0; i <= SEARCH_DAYS; i++) {
    const day = first + sign * i;
    const segments = segmentsOf(calendar, day);
    const ordered = sign === 1 ? segments : segments.toReversed();
    for (const segment of ordered) yield { ...segment, day };
  }
}

/** The segment that is open at `ms` (or just before it, going back), else the nearest one ahead. */
function nearest(calendar: CompiledCalendar, ms: number, sign: 1 | -1): Placed | undefined {
  for (const segment of walk(calendar, ms, sign)) {
    if (sign === 1 ? segment.to > ms : segment.from < ms) return segment;
  }
  return undefined;
}

/** Whether the calendar is open at an instant (closing times are closed). */
export function isOpen(calendar: CompiledCalendar, t: Instant): boolean {
  const ms = toEpochMs(t);
  const segment = nearest(calendar, ms, 1);
  return segment !== undefined && segment.from <= ms;
}

/** The first instant at or after `t` that is open: `t` itself when open. Null when there is none in ten years. */
export function nextOpening(calendar: CompiledCalendar, t: Instant): Instant | null {
  const ms = toEpochMs(t);
  const segment = nearest(calendar, ms, 1);
  return segment ? fromEpochMs(Math.max(ms, segment.from)) : null;
}

/**
 * When so much business time has passed since `t`. Minutes and hours count open time (a span that ends
 * with the day ends at closing time). A business day is the same wall time on the nth next open day, held
 * within that day's hours. Outside hours the start is the next opening. Null when the calendar runs out.
 */
export function addBusiness(
  calendar: CompiledCalendar,
  t: Instant,
  by: Omit<BusinessDuration, "kind">,
): Instant | null {
  return move(calendar, toEpochMs(t), by, 1);
}

/** When the calendar has been open for so many milliseconds since `t`. Null when it runs out. */
export function addOpenMs(calendar: CompiledCalendar, t: Instant, ms: number): Instant | null {
  const result = moveOpen(calendar, toEpochMs(t), ms, 1);
  return result === undefined ? null : fromEpochMs(result);
}

/** The mirror of addBusiness: the instant from which so much business time leads to `t`. */
export function subtractBusiness(
  calendar: CompiledCalendar,
  t: Instant,
  by: Omit<BusinessDuration, "kind">,
): Instant | null {
  return move(calendar, toEpochMs(t), by, -1);
}

function move(
  calendar: CompiledCalendar,
  ms: number,
  by: Omit<BusinessDuration, "kind">,
  sign: 1 | -1,
): Instant | null {
  const result =
    by.unit === "day"
      ? moveDays(calendar, ms, by.n, sign)
      : moveOpen(calendar, ms, by.n * UNIT_MS[by.unit], sign);
  return result === undefined ? null : fromEpochMs(result);
}

function moveOpen(calendar: CompiledCalendar, ms: number, amount: number, sign: 1 | -1): number | undefined {
  let left = amount;
  for (const segment of walk(calendar, ms, sign)) {
    const start = sign === 1 ? Math.max(segment.from, ms) : Math.min(segment.to, ms);
    const length = sign === 1 ? segment.to - start : start - segment.from;
    if (length <= 0) continue;
    if (length >= left) return start + sign * left;
    left -= length;
  }
  return undefined;
}

function moveDays(calendar: CompiledCalendar, ms: number, n: number, sign: 1 | -1): number | undefined {
  const home = nearest(calendar, ms, sign);
  if (!home) return undefined;
  const start = sign === 1 ? Math.max(ms, home.from) : Math.min(ms, home.to);
  // Counted from the midnight of the day the start belongs to: 02:00 of a night shift is 26 h.
  const offset = wallOffset(home.day, start, calendar.zone);
  let left = n;
  for (let i = 1; i <= SEARCH_DAYS; i++) {
    const day = home.day + sign * i;
    const segments = segmentsOf(calendar, day);
    if (segments.length === 0) continue;
    left -= 1;
    if (left === 0) return clamp(segments, atWallOffset(day, offset, calendar.zone));
  }
  return undefined;
}

/** Holds an instant within a day's hours: before opening, after closing, or in a break to the end of it. */
function clamp(segments: readonly Segment[], ms: number): number {
  for (const segment of segments) if (ms < segment.to) return Math.max(ms, segment.from);
  return segments.at(-1)?.to ?? ms;
}

/** Open milliseconds between two instants; negative when `b` is before `a`. At most ten years are counted. */
export function businessMsBetween(calendar: CompiledCalendar, a: Instant, b: Instant): number {
  const from = toEpochMs(a);
  const to = toEpochMs(b);
  if (to < from) return -businessMsBetween(calendar, b, a);
  let sum = 0;
  for (const segment of walk(calendar, from, 1)) {
    if (segment.from >= to) break;
    sum += Math.max(0, Math.min(segment.to, to) - Math.max(segment.from, from));
  }
  return sum;
}
