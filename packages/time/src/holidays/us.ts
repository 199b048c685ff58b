import type { Temporal } from "temporal-polyfill";
import { dateIn, nthWeekday } from "./days.ts";
import type { HolidayList } from "./holiday.ts";

/** One rule of a holiday list. Fixed dates move to the nearest weekday; the others are weekdays already. */
interface HolidayRule {
  readonly id: string;
  readonly name: string;
  readonly month: number;
  /** A date, or the nth weekday (1 = Monday … 7 = Sunday; nth -1 = the last). */
  readonly on: { readonly date: number } | { readonly nth: number; readonly weekday: number };
  readonly since?: number;
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

const ids = RULES.map((rule) => rule.id);

function dateOf({ month, on }: HolidayRule, year: number): Temporal.PlainDate {
  if ("nth" in on) return nthWeekday(year, month, on.nth, on.weekday);
  const actual = dateIn(year, month, on.date);
  return actual.add({ days: actual.dayOfWeek === 6 ? -1 : actual.dayOfWeek === 7 ? 1 : 0 });
}

/** Federal holidays of the United States. */
export const us: HolidayList = {
  ids,
  resolve: (name) => (ids.includes(name) ? name : Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined),
  of: (year) =>
    RULES.filter((rule) => year >= (rule.since ?? 0)).map((rule) => ({
      id: rule.id,
      name: rule.name,
      date: dateOf(rule, year).toString(),
    })),
};
