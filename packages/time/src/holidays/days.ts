import { Temporal } from "temporal-polyfill";

/** A date of a year. */
export const dateIn = (year: number, month: number, day: number): Temporal.PlainDate =>
  Temporal.PlainDate.from({ year, month, day });

/** The nth weekday of a month (1 = Monday … 7 = Sunday; nth -1 = the last). */
export function nthWeekday(year: number, month: number, nth: number, weekday: number): Temporal.PlainDate {
  const first = dateIn(year, month, 1);
  if (nth < 0) {
    const last = first.with({ day: first.daysInMonth });
    return last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 });
  }
  return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (nth - 1) });
}

/** Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher. */
export function easter(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const [century, rest] = [Math.floor(year / 100), year % 100];
  const moon = century - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15 + 19 * golden;
  const epact = (moon - Math.floor(century / 4)) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  const day = epact + sunday - 7 * late + 114;
  return dateIn(year, Math.floor(day / 31), (day % 31) + 1);
}
