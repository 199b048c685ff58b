import { Temporal } from "temporal-polyfill";
import { DAY_MS } from "./instant.ts";

/** A time during which a zone's clocks keep one distance from UTC. Milliseconds; `until` belongs to the next one. */
interface Stretch {
  readonly since: number;
  readonly until: number;
  readonly offset: number;
}

/**
 * Memo only: what a zone's clocks do never changes while a process runs. A zone has some two stretches a year, and
 * asking the library for one costs more than all the arithmetic of a step.
 */
const known = new Map<string, Stretch[]>();

function stretchAt(ms: number, zone: string): Stretch {
  const stretches = known.get(zone) ?? [];
  if (stretches.length === 0) known.set(zone, stretches);
  for (const stretch of stretches) if (ms >= stretch.since && ms < stretch.until) return stretch;
  const made = read(ms, zone);
  stretches.push(made);
  return made;
}

function read(ms: number, zone: string): Stretch {
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const since = at.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  return {
    since: since?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: at.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: at.offsetNanoseconds / 1_000_000,
  };
}

/** What the wall clock of a zone shows at an instant, as milliseconds since it showed 1970-01-01T00:00. */
export const toWallMs = (ms: number, zone: string): number => ms + stretchAt(ms, zone).offset;

/**
 * The epoch milliseconds at which a zone's wall clock shows a time. In a gap the first instant after it, in an overlap
 * the first occurrence.
 */
export function fromWallMs(wall: number, zone: string): number {
  // No offset is as long as a day: the stretch a day before begins before the clock can show that time.
  let stretch = stretchAt(wall - DAY_MS, zone);
  for (;;) {
    const ms = wall - stretch.offset;
    if (ms < stretch.since) return stretch.since;
    if (ms < stretch.until) return ms;
    stretch = stretchAt(stretch.until, zone);
  }
}
