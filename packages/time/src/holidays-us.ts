import { Temporal } from "temporal-polyfill";

/** One rule of a holiday list. Fixed dates move to the nearest weekday; the others are weekdays already. */
interface HolidayRule {
  readonly id: string;
  readonly name: string;
  readonly month: number;
  /** A date, or the nth weekday (1 = Monday … 7 = Sunday; nth -1 = the last). */
  readonly on: { readonly date: number } | { readonly nth: number; readonly weekday: number };
  readonly since?: number;
}

export interface Holiday {
  /** Slug of the name, `columbus-day`: what `except:` names. */
  readonly id: string;
  readonly name: string;
  /** The day it is observed, `2026-07-03`. New Year's Day may be observed in the year before. */
  readonly date: string;
}

// Federal holidays, 5 U.S.C. 6103 with the in-lieu-of rule for Saturdays and Sundays.
const RULES: readonly HolidayRule[] = [
  { id: "new-years-day", name: "New Year's Day", month: 1, on: { date: 1 } },
  {
    id: "birthday-of-martin-luther-king-jr",
    name: "Birthday of Martin Luther King, Jr.",
    month: 1,
    on: { nth: 3, weekday: 1 },
    since: 1986,
  },
  { id: "washingtons-birthday", name: "Washington's Birthday", month: 2, on: { nth: 3, weekday: 1 } },
  { id: "memorial-day", name: "Memorial Day", month: 5, on: { nth: -1, weekday: 1 } },
  {
    id: "juneteenth-national-independence-day",
    name: "Juneteenth National Independence Day",
    month: 6,
    on: { date: 19 },
    since: 2021,
  },
  { id: "independence-day", name: "Independence Day", month: 7, on: { date: 4 } },
  { id: "labor-day", name: "Labor Day", month: 9, on: { nth: 1, weekday: 1 } },
  { id: "columbus-day", name: "Columbus Day", month: 10, on: { nth: 2, weekday: 1 } },
  { id: "veterans-day", name: "Veterans Day", month: 11, on: { date: 11 } },
  { id: "thanksgiving-day", name: "Thanksgiving Day", month: 11, on: { nth: 4, weekday: 4 } },
  { id: "christmas-day", name: "Christmas Day", month: 12, on: { date: 25 } },
];

/** Names people use, and the id they mean. */
const ALIASES: Readonly<Record<string, string>> = {
  "martin-luther-king-day": "birthday-of-martin-luther-king-jr",
  "mlk-day": "birthday-of-martin-luther-king-jr",
  "presidents-day": "washingtons-birthday",
  juneteenth: "juneteenth-national-independence-day",
  "indigenous-peoples-day": "columbus-day",
  thanksgiving: "thanksgiving-day",
  christmas: "christmas-day",
};

export const US_HOLIDAY_IDS: readonly string[] = RULES.map((rule) => rule.id);

/** The id a manager means, or undefined. */
export const resolveUsHoliday = (name: string): string | undefined =>
  US_HOLIDAY_IDS.includes(name) ? name : Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;

function dateOf(rule: HolidayRule, year: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month: rule.month, day: 1 });
  if ("date" in rule.on) {
    const actual = first.with({ day: rule.on.date });
    return actual.add({ days: actual.dayOfWeek === 6 ? -1 : actual.dayOfWeek === 7 ? 1 : 0 });
  }
  if (rule.on.nth < 0) {
    const last = first.with({ day: first.daysInMonth });
    return last.subtract({ days: (last.dayOfWeek - rule.on.weekday + 7) % 7 });
  }
  return first.add({ days: ((rule.on.weekday - first.dayOfWeek + 7) % 7) + 7 * (rule.on.nth - 1) });
}

/** The federal holidays of one year, on the day each is observed, in the order of the year. */
export const usFederalHolidays = (year: number): readonly Holiday[] =>
  RULES.filter((rule) => year >= (rule.since ?? 0)).map((rule) => ({
    id: rule.id,
    name: rule.name,
    date: dateOf(rule, year).toString(),
  }));
