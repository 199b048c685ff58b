import { Temporal } from "temporal-polyfill";
import type { Calendar, CalendarError, Range } from "./calendar.ts";
import { HOLIDAY_LISTS, holidayList } from "./holidays/lists.ts";
import { isValidZone, WEEKDAYS, type Weekday } from "./zone.ts";

/** What compileCalendar needs of a spec that has no fault. */
export interface CalendarParts {
  readonly week: readonly (readonly Range[])[];
  readonly halfDays: ReadonlyMap<string, readonly Range[]>;
  readonly closed: ReadonlySet<string>;
  /** The list of holidays it uses, if any. */
  readonly use: string | null;
  readonly except: ReadonlySet<string>;
}

type Report = (
  path: CalendarError["path"],
  message: string,
  meant?: Pick<CalendarError, "suggestion" | "known">,
) => void;

const RANGE = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;
const DAY = 1_440;

/** Reads every part and lists all faults at once. */
export function checkCalendar(
  spec: Calendar,
  zone: string,
):
  | { readonly ok: true; readonly parts: CalendarParts }
  | { readonly ok: false; readonly errors: readonly CalendarError[] } {
  const errors: CalendarError[] = [];
  const report: Report = (path, message, meant = {}) => errors.push({ path, message, ...meant });
  if (!isValidZone(zone))
    report([], `“${zone}” is not a time zone: write an IANA name such as America/New_York`);
  const week = readWeek(spec, report);
  const halfDays = readHalfDays(spec, report);
  const closed = readDates(spec, halfDays, report);
  const use = spec.holidays?.use ?? null;
  if (use !== null && !holidayList(use))
    report(
      ["holidays", "use"],
      `there is no holiday list “${use}”; there is ${Object.keys(HOLIDAY_LISTS).join(", ")}`,
      { known: Object.keys(HOLIDAY_LISTS) },
    );
  const except = readExcept(spec, report);
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, parts: { week, halfDays, closed, use, except } };
}

/** Weekday numbers, Monday 0, of `fri` or `mon-thu`; a span may wrap (`sat-mon`). */
function span(key: string): readonly number[] | undefined {
  const [first, last, more] = key.split("-");
  const from = WEEKDAYS.indexOf(first as Weekday);
  const to = last === undefined ? from : WEEKDAYS.indexOf(last as Weekday);
  if (from < 0 || to < 0 || more !== undefined) return undefined;
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => (from + i) % 7);
}

function readRanges(texts: readonly string[], path: readonly (string | number)[], report: Report): Range[] {
  const ranges: Range[] = [];
  texts.forEach((text, i) => {
    const m = RANGE.exec(text);
    const from = m ? Number(m[1]) * 60 + Number(m[2]) : Number.NaN;
    const end = m ? Number(m[3]) * 60 + Number(m[4]) : Number.NaN;
    if (!(from < DAY) || !(end <= DAY))
      return report([...path, i], `“${text}” is not a range: write 08:00-17:30`);
    if (from === end) return report([...path, i], `“${text}” is empty: a whole day is 00:00-24:00`);
    ranges.push({ from, to: end > from ? end : end + DAY });
  });
  ranges.sort((a, b) => a.from - b.from);
  for (const [i, range] of ranges.entries()) {
    const before = ranges[i - 1];
    if (before && before.to > range.from) report(path, "two ranges of this day overlap");
  }
  return ranges;
}

function readWeek(spec: Calendar, report: Report): Range[][] {
  const week: Range[][] = WEEKDAYS.map(() => []);
  const owner: (string | undefined)[] = WEEKDAYS.map(() => undefined);
  for (const [key, texts] of Object.entries(spec.open)) {
    const days = span(key);
    if (!days) {
      report(["open", key], `“${key}” is not a weekday or a span: write fri or mon-thu`);
      continue;
    }
    const ranges = readRanges(texts, ["open", key], report);
    for (const day of days) {
      if (owner[day] !== undefined)
        report(["open", key], `${WEEKDAYS[day]} is given twice: by “${owner[day]}” and by “${key}”`);
      owner[day] = key;
      week[day] = ranges;
    }
  }
  week.forEach((ranges, day) => {
    const spill = (ranges.at(-1)?.to ?? 0) - DAY;
    const next = (day + 1) % 7;
    const first = week[next]?.[0];
    if (first && spill > first.from) {
      report(
        ["open", owner[day] ?? ""],
        `the night of ${WEEKDAYS[day]} overlaps the ranges of ${WEEKDAYS[next]}`,
      );
    }
  });
  return week;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}

/** A day of every year; the 29th of February is one in leap years. */
const isYearly = (text: string): boolean => isDate(`2024-${text}`);

function readHalfDays(spec: Calendar, report: Report): Map<string, readonly Range[]> {
  const result = new Map<string, readonly Range[]>();
  for (const [date, texts] of Object.entries(spec.half_days ?? {})) {
    if (!isDate(date)) report(["half_days", date], `“${date}” is not a date: write 2026-12-31`);
    else if (texts.length === 0)
      report(["half_days", date], "a half day needs a range; a closed day goes under holidays: add");
    else result.set(date, readRanges(texts, ["half_days", date], report));
  }
  return result;
}

function readDates(spec: Calendar, halfDays: ReadonlyMap<string, unknown>, report: Report): Set<string> {
  const closed = new Set<string>();
  (spec.holidays?.add ?? []).forEach((date, i) => {
    const path = ["holidays", "add", i];
    if (!isDate(date) && !isYearly(date))
      report(path, `“${date}” is not a date: write 2026-12-24, or 12-24 for every year`);
    else if (closed.has(date)) report(path, `${date} is listed twice`);
    else if (closed.has(date.slice(5)))
      report(path, `${date} is listed already, by ${date.slice(5)} of every year`);
    else if (halfDays.has(date))
      report(path, `${date} is in two lists: holidays.add closes it, half_days opens it`);
    closed.add(date);
  });
  return closed;
}

function readExcept(spec: Calendar, report: Report): Set<string> {
  const except = new Set<string>();
  const { use } = spec.holidays ?? {};
  const list = use === undefined ? undefined : holidayList(use);
  (spec.holidays?.except ?? []).forEach((name, i) => {
    const path = ["holidays", "except", i];
    const id = list?.resolve(name);
    if (use === undefined)
      report(path, "except takes holidays out of a list, but no list is named with use:");
    else if (list && id === undefined)
      report(path, `the list ${use} has no holiday “${name}”`, { known: list.ids });
    else if (id !== undefined && except.has(id)) report(path, `${name} is excepted twice`);
    if (id !== undefined) except.add(id);
  });
  return except;
}
