import { checkCalendar } from "./calendar-check.ts";
import { civilOf, civilText, weekdayOf } from "./civil.ts";
import { holidayList } from "./holidays/lists.ts";
import { fromEpochMs, type Instant, toEpochMs } from "./instant.ts";
import { atWallOffset, dayNumber } from "./local-day.ts";

/** A calendar as a manager writes it (practice.yaml, `calendars:`). */
export interface Calendar {
  /** Weekday (`fri`) or span (`mon-thu`) to ranges of the day (`08:00-12:00`, `22:00-06:00`, `00:00-24:00`). */
  readonly open: Readonly<Record<string, readonly string[]>>;
  readonly holidays?: {
    readonly use?: string;
    readonly except?: readonly string[];
    /** The practice's own: a date (`2026-12-24`), or a day of every year (`12-24`). */
    readonly add?: readonly string[];
  };
  /** Date to the ranges of that day alone. */
  readonly half_days?: Readonly<Record<string, readonly string[]>>;
}

/** A fault of a calendar; `path` leads to the key or value inside it. */
export interface CalendarError {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly suggestion?: string;
  /** The names of which one was probably meant. */
  readonly known?: readonly string[];
}

/** Minutes after local midnight of the day it belongs to; `to` may pass 1440. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Epoch milliseconds, `from` open and `to` closed. */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

/** A checked calendar of one zone. Give it to the functions of business.ts; its members are not for others. */
export interface CompiledCalendar {
  readonly zone: string;
  /** Ranges per weekday, Monday first. */
  readonly week: readonly (readonly Range[])[];
  readonly halfDays: ReadonlyMap<string, readonly Range[]>;
  /** Dates, and days of every year. */
  readonly closed: ReadonlySet<string>;
  /** The list of holidays it uses, if any. */
  readonly use: string | null;
  readonly except: ReadonlySet<string>;
  /** Memo only: what a day's segments are never changes for a compiled calendar. */
  readonly memo: {
    readonly days: Map<number, readonly Segment[]>;
    readonly years: Map<number, ReadonlySet<string>>;
  };
}

/** Days searched before a calendar counts as never open again. */
export const SEARCH_DAYS = 3_700;
const MEMO_DAYS = 5_000;

/**
 * Checks and compiles a calendar. `from` is where the "is it ever open in the next 366 days" check begins;
 * without it only a calendar that can never open at all is caught.
 */
export function compileCalendar(
  spec: Calendar,
  zone: string,
  from?: Instant,
):
  | { readonly ok: true; readonly calendar: CompiledCalendar }
  | { readonly ok: false; readonly errors: readonly CalendarError[] } {
  const checked = checkCalendar(spec, zone);
  if (!checked.ok) return checked;
  const calendar: CompiledCalendar = { ...checked.parts, zone, memo: { days: new Map(), years: new Map() } };
  if (!opensWithinAYear(calendar, from)) {
    return {
      ok: false,
      errors: [
        {
          path: ["open"],
          message:
            "this calendar is never open in the next 366 days, so its clocks would never run out: give it hours, or a half day that is to come",
        },
      ],
    };
  }
  return { ok: true, calendar };
}

function opensWithinAYear(calendar: CompiledCalendar, from: Instant | undefined): boolean {
  if (from === undefined) return calendar.week.some((day) => day.length > 0) || calendar.halfDays.size > 0;
  const first = dayNumber(toEpochMs(from), calendar.zone);
  for (let day = first; day <= first + 366; day++) if (rangesOf(calendar, day).length > 0) return true;
  return false;
}

function holidaysOf(calendar: CompiledCalendar, year: number): ReadonlySet<string> {
  const known = calendar.memo.years.get(year);
  if (known) return known;
  // New Year's Day may be observed on 31 December, which belongs to the next year's list.
  const { use } = calendar;
  const kept = use === null ? undefined : holidayList(use);
  const list = kept ? [...kept.of(year), ...kept.of(year + 1)] : [];
  const dates = new Set(list.filter((h) => !calendar.except.has(h.id)).map((h) => h.date));
  calendar.memo.years.set(year, dates);
  return dates;
}

/** Whether the day of an instant is a holiday of the calendar, a half day not counted. */
export function isHoliday(calendar: CompiledCalendar, t: Instant): boolean {
  const date = civilOf(dayNumber(toEpochMs(t), calendar.zone));
  const text = civilText(date);
  if (calendar.halfDays.has(text)) return false;
  return isClosed(calendar, text) || holidaysOf(calendar, date.year).has(text);
}

/** The first instant of the day after that of an instant, in the calendar's zone. */
export const nextDay = ({ zone }: CompiledCalendar, t: Instant): Instant =>
  fromEpochMs(atWallOffset(dayNumber(toEpochMs(t), zone) + 1, 0, zone));

/** Whether a date is one of the practice's own, of that year or of every year. */
const isClosed = ({ closed }: CompiledCalendar, date: string): boolean =>
  closed.has(date) || closed.has(date.slice(-"12-24".length));

function rangesOf(calendar: CompiledCalendar, day: number): readonly Range[] {
  const date = civilOf(day);
  const text = civilText(date);
  const half = calendar.halfDays.get(text);
  if (half) return half;
  if (isClosed(calendar, text)) return [];
  if (holidaysOf(calendar, date.year).has(text)) return [];
  return calendar.week[weekdayOf(day)] ?? [];
}

const rawSegments = (calendar: CompiledCalendar, day: number): Segment[] =>
  rangesOf(calendar, day).map((r) => ({
    from: atWallOffset(day, r.from * 60_000, calendar.zone),
    to: atWallOffset(day, r.to * 60_000, calendar.zone),
  }));

/** The open time that belongs to a day, in order; what the night before already covers is not counted again. */
export function segmentsOf(calendar: CompiledCalendar, day: number): readonly Segment[] {
  const known = calendar.memo.days.get(day);
  if (known) return known;
  let floor = rawSegments(calendar, day - 1).at(-1)?.to ?? Number.NEGATIVE_INFINITY;
  const result: Segment[] = [];
  for (const segment of rawSegments(calendar, day)) {
    const from = Math.max(segment.from, floor);
    // A range that lies inside a clock change's gap is empty.
    if (segment.to > from) result.push({ from, to: segment.to });
    floor = Math.max(floor, segment.to);
  }
  if (calendar.memo.days.size >= MEMO_DAYS) calendar.memo.days.clear();
  calendar.memo.days.set(day, result);
  return result;
}
