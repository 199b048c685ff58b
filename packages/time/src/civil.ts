// Dates of the proleptic Gregorian calendar as whole numbers: days since 1970-01-01. The arithmetic is the usual one
// that begins years in March, so that a leap day is the last day of its year.

const ERA_DAYS = 146_097;
const TO_1970 = 719_468;

export interface Civil {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Days since 1970-01-01 of a date that exists. */
export function daysOf({ year, month, day }: Civil): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * ERA_DAYS + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - TO_1970;
}

/** The date so many days after 1970-01-01. */
export function civilOf(days: number): Civil {
  const z = days + TO_1970;
  const era = Math.floor(z / ERA_DAYS);
  const day = z - era * ERA_DAYS;
  const year = Math.floor(
    (day - Math.floor(day / 1_460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365,
  );
  const ofYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  return {
    year: year + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * march + 2) / 5) + 1,
  };
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** How many days a month has; 0 for a month there is not. */
export const monthLength = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);

/** `2026-11-09`, for years 0 to 9999. */
export function civilText({ year, month, day }: Civil): string {
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** A whole number with leading zeros. */
export const padded = (n: number, width: number): string => String(n).padStart(width, "0");

/** The day of the week of days since 1970-01-01 (a Thursday): 0 for Monday to 6 for Sunday. */
export const weekdayOf = (days: number): number => (((days + 3) % 7) + 7) % 7;
