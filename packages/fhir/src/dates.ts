import type { Instant } from "@corridor/domain";

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;
const DAY_MS = 86_400_000;

/** A FHIR dateTime that names at least a day. */
export interface When {
  /** The date as it is written, whatever its offset. */
  readonly day: string;
  /** Milliseconds since 1970 in UTC; null where only a day is written. */
  readonly ms: number | null;
}

/** Null for what is no date, or names a month or a year alone. */
export function readWhen(text: string | undefined): When | null {
  const parts = DATE_TIME.exec(text ?? "");
  if (!parts) return null;
  const [, year, month, day, hour, minute, second = "0", fraction = "", zone = "Z"] = parts;
  const date = `${year}-${month}-${day}`;
  const days = dayNumber(date);
  if (days === null) return null;
  if (hour === undefined) return { day: date, ms: null };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const time =
    ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 +
    Math.trunc(Number(`0${fraction}`) * 1000);
  return { day: date, ms: days * DAY_MS + time - offsetMs(zone) };
}

function offsetMs(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** Days since 1970-01-01 of a date `YYYY-MM-DD`; null where the calendar has no such day. */
export function dayNumber(date: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const days = daysFromCivil(year, month, day);
  return civilFromDays(days) === date ? days : null;
}

/** Years are counted from March, so that the leap day is the last of its year. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

export function toInstant(ms: number): Instant {
  const days = Math.floor(ms / DAY_MS);
  const rest = ms - days * DAY_MS;
  const [hour, minute] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60];
  const second = Math.floor(rest / 1000) % 60;
  return `${civilFromDays(days)}T${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}.${pad(rest % 1000, 3)}Z`;
}

const pad = (n: number, width: number): string => String(n).padStart(width, "0");
