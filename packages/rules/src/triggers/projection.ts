import type { Instant } from "@corridor/domain";
import { addOpenMs, businessMsBetween, fromEpochMs, toEpochMs } from "@corridor/time";
import type { Pause } from "../model.ts";
import type { Practice } from "../scope/index.ts";
import { type Span, shifted } from "./span.ts";

/**
 * When a clock that began then runs out: as if it had never stood still, and later by as much of its own time as it
 * has. Days on the wall and business days are worth what lies between their ends. Null while it stands still, and when
 * its calendar never opens again.
 */
export function projected(
  since: Instant,
  span: Span,
  pauses: readonly Pause[],
  practice: Practice,
): Instant | null {
  let due = shifted(since, span, practice, 1);
  for (const { from, to } of pauses) {
    if (due === null || from >= due) break;
    if (to === null) return null;
    const start = from < since ? since : from;
    if (to > start) due = plus(due, counted(start, to, span, practice), span, practice);
  }
  return due;
}

/** How much of the clock's own time lies between two instants, in milliseconds. */
function counted(from: Instant, to: Instant, { duration, calendar }: Span, { calendars }: Practice): number {
  const hours = duration.kind === "business" ? calendars[calendar ?? ""] : undefined;
  return hours ? businessMsBetween(hours, from, to) : toEpochMs(to) - toEpochMs(from);
}

function plus(
  instant: Instant,
  ms: number,
  { duration, calendar }: Span,
  { calendars }: Practice,
): Instant | null {
  if (ms === 0) return instant;
  const hours = duration.kind === "business" ? calendars[calendar ?? ""] : undefined;
  return hours ? addOpenMs(hours, instant, ms) : fromEpochMs(toEpochMs(instant) + ms);
}
