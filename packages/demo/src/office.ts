import type { Instant } from "@corridor/domain";
import { isHoliday, localDay, localMs, toInstant, toMs, weekday } from "./new-york.ts";

export const OPENS = 8 * 60;
export const CLOSES = 17 * 60;
/** Open minutes of a day. */
export const DAY = CLOSES - OPENS;
const PAST_DAYS = 10;
const FUTURE_OPEN_DAYS = 12;

/**
 * Time as the practice has it: only the minutes it is open, counted on from one open day to the next. `tick` 0 is the
 * opening of the first open day that the demo remembers.
 */
export interface Office {
  readonly now: Instant;
  /** When the remembered time begins: all that was there before is set up then. */
  readonly begin: Instant;
  /** The first open tick after `begin`. */
  readonly first: number;
  /** The last open tick up to now. */
  readonly last: number;
  /** The ticks the calendar goes on to. */
  readonly end: number;
  weekdayOf(tick: number): number;
  at(tick: number): Instant;
  /** The same, some seconds on, and never after now. */
  happened(tick: number, seconds: number): Instant;
}

export function openOffice(now: Instant): Office {
  const ms = toMs(now);
  const begin = ms - PAST_DAYS * 86_400_000;
  const days = openDays(localDay(begin).day, localDay(ms).day);
  const msAt = (tick: number): number =>
    localMs(days[Math.floor(tick / DAY)] ?? (days.at(-1) as number), OPENS + (tick % DAY));
  return {
    now,
    begin: toInstant(begin),
    first: ticksUntil(days, begin),
    last: ticksUntil(days, ms) - 1,
    end: days.length * DAY,
    weekdayOf: (tick) => weekday(days[Math.floor(tick / DAY)] ?? 0),
    at: (tick) => toInstant(msAt(tick)),
    happened: (tick, seconds) => toInstant(Math.min(msAt(tick) + seconds * 1000, ms)),
  };
}

function openDays(from: number, today: number): readonly number[] {
  const days: number[] = [];
  for (let day = from, after = 0; after < FUTURE_OPEN_DAYS; day += 1) {
    if (weekday(day) === 0 || weekday(day) === 6 || isHoliday(day)) continue;
    days.push(day);
    if (day > today) after += 1;
  }
  return days;
}

/** How many open minutes have begun before a moment. */
function ticksUntil(days: readonly number[], ms: number): number {
  const { day, minute } = localDay(ms);
  const before = days.filter((open) => open < day).length * DAY;
  if (!days.includes(day)) return before;
  return before + Math.min(DAY, Math.max(0, minute - OPENS + 1));
}
