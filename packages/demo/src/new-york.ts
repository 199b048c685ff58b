import type { Instant } from "@corridor/domain";

/*
 * The little of a calendar that a demo in New York needs, without a clock. Days are numbers, counted from 1970-01-01;
 * minutes are of the local day. The practice is never open at two in the morning, when clocks are changed.
 */

const DAY_MS = 86_400_000;

export const toMs = (instant: Instant): number => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{3}))?Z$/.exec(instant);
  if (!parts) throw new RangeError("an instant is written in UTC, as in 2026-11-09T15:00:00.000Z");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return ((dayOf(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + ms;
};

export function toInstant(ms: number): Instant {
  const day = Math.floor(ms / DAY_MS);
  const rest = ms - day * DAY_MS;
  const [hour, minute, second] = [
    Math.floor(rest / 3_600_000),
    Math.floor(rest / 60_000) % 60,
    Math.floor(rest / 1000) % 60,
  ];
  return `${dateOf(day)}T${two(hour)}:${two(minute)}:${two(second)}.${String(rest % 1000).padStart(3, "0")}Z`;
}

/** The instant of a local minute, other than those around the change of clocks. */
export const localMs = (day: number, minute: number): number =>
  day * DAY_MS + minute * 60_000 + (isSummer(day) ? 4 : 5) * 3_600_000;

/** Right at all hours but those between midnight and the change of clocks. */
export function localDay(ms: number): { readonly day: number; readonly minute: number } {
  const winter = ms - 5 * 3_600_000;
  const local = isSummer(Math.floor(winter / DAY_MS)) ? winter + 3_600_000 : winter;
  const day = Math.floor(local / DAY_MS);
  return { day, minute: Math.floor((local - day * DAY_MS) / 60_000) };
}

/** 0 is Sunday. */
export const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** From the second Sunday of March to the first of November. */
function isSummer(day: number): boolean {
  const year = Number(dateOf(day).slice(0, 4));
  return day >= nth(year, 3, 0, 2) && day < nth(year, 11, 0, 1);
}

/** Federal holidays as they are observed, but for Columbus Day, when practices are open. */
export function isHoliday(day: number): boolean {
  const year = Number(dateOf(day).slice(0, 4));
  const fixed = [
    dayOf(year, 1, 1),
    dayOf(year + 1, 1, 1),
    dayOf(year, 6, 19),
    dayOf(year, 7, 4),
    dayOf(year, 11, 11),
    dayOf(year, 12, 25),
  ];
  const moving = [
    nth(year, 1, 1, 3),
    nth(year, 2, 1, 3),
    lastMonday(year, 5),
    nth(year, 9, 1, 1),
    nth(year, 11, 4, 4),
  ];
  return moving.includes(day) || fixed.map(observed).includes(day);
}

const observed = (day: number): number => day + (weekday(day) === 6 ? -1 : weekday(day) === 0 ? 1 : 0);

/** The n-th such weekday of a month. */
function nth(year: number, month: number, wanted: number, n: number): number {
  const first = dayOf(year, month, 1);
  return first + ((wanted - weekday(first) + 7) % 7) + (n - 1) * 7;
}

function lastMonday(year: number, month: number): number {
  const last = dayOf(year, month, 31);
  return last - ((weekday(last) + 6) % 7);
}

/** Years are counted from March, so that the leap day is the last of its year. */
function dayOf(year: number, month: number, date: number): number {
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

export function dateOf(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
  return `${year}-${two(month < 10 ? month + 3 : month - 9)}-${two(date)}`;
}

const two = (n: number): string => String(n).padStart(2, "0");
