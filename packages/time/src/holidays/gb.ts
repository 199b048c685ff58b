import type { Temporal } from "temporal-polyfill";
import { dateIn, easter, nthWeekday } from "./days.ts";
import type { HolidayList } from "./holiday.ts";

interface Rule {
  readonly id: string;
  readonly name: string;
  on(year: number): Temporal.PlainDate;
}

/** Days that were moved for an occasion. */
const MOVED: Readonly<Record<string, string>> = {
  "early-may-bank-holiday 2020": "2020-05-08",
  "spring-bank-holiday 2022": "2022-06-02",
};

/** Days there were once. */
const ONCE = [
  { id: "platinum-jubilee-bank-holiday", name: "Platinum Jubilee bank holiday", date: "2022-06-03" },
  { id: "state-funeral-bank-holiday", name: "Bank holiday for the State Funeral", date: "2022-09-19" },
  { id: "coronation-bank-holiday", name: "Bank holiday for the Coronation", date: "2023-05-08" },
];

/** A date on a weekend is kept on the first weekday after it that is not kept already. */
const kept = (day: Temporal.PlainDate, saturday: number, sunday: number): Temporal.PlainDate =>
  day.add({ days: day.dayOfWeek === 6 ? saturday : day.dayOfWeek === 7 ? sunday : 0 });

// Bank holidays of England and Wales: Banking and Financial Dealings Act 1971, schedule 1, and proclamations.
const RULES: readonly Rule[] = [
  { id: "new-years-day", name: "New Year's Day", on: (year) => kept(dateIn(year, 1, 1), 2, 1) },
  { id: "good-friday", name: "Good Friday", on: (year) => easter(year).subtract({ days: 2 }) },
  { id: "easter-monday", name: "Easter Monday", on: (year) => easter(year).add({ days: 1 }) },
  {
    id: "early-may-bank-holiday",
    name: "Early May bank holiday",
    on: (year) => nthWeekday(year, 5, 1, 1),
  },
  { id: "spring-bank-holiday", name: "Spring bank holiday", on: (year) => nthWeekday(year, 5, -1, 1) },
  { id: "summer-bank-holiday", name: "Summer bank holiday", on: (year) => nthWeekday(year, 8, -1, 1) },
  // Where both fall on a weekend, Christmas Day is kept on Monday and Boxing Day on Tuesday.
  { id: "christmas-day", name: "Christmas Day", on: (year) => kept(dateIn(year, 12, 25), 2, 2) },
  { id: "boxing-day", name: "Boxing Day", on: (year) => kept(dateIn(year, 12, 26), 2, 2) },
];

const ids = [...RULES, ...ONCE].map(({ id }) => id);

/** Bank holidays of England and Wales. */
export const gb: HolidayList = {
  ids,
  resolve: (name) => (ids.includes(name) ? name : undefined),
  of: (year) => {
    const every = RULES.map(({ id, name, on }) => {
      return { id, name, date: MOVED[`${id} ${year}`] ?? on(year).toString() };
    });
    const once = ONCE.filter(({ date }) => date.startsWith(`${year}-`));
    return [...every, ...once].sort((a, b) => (a.date < b.date ? -1 : 1));
  },
};
