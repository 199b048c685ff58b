import { describe, expect, test } from "vitest";
import { easter } from "./days.ts";
import { gb } from "./gb.ts";

// As published by the government of the United Kingdom for England and Wales.
const PUBLISHED: readonly (readonly [number, string])[] = [
  [2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"],
  [2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"],
  [2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"],
  [2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"],
  [2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"],
  [2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"],
  [2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"],
  [2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"],
];

describe("the bank holidays of England and Wales", () => {
  test.each(PUBLISHED)("are the published ones of %i", (year, days) => {
    expect(gb.of(year).map(({ date }) => date)).toEqual(days.split(" ").map((day) => `${year}-${day}`));
  });

  test("keep Christmas Day on Tuesday where Boxing Day has the Monday", () => {
    const in2022 = Object.fromEntries(gb.of(2022).map(({ id, date }) => [id, date]));
    expect(in2022).toMatchObject({ "boxing-day": "2022-12-26", "christmas-day": "2022-12-27" });
  });
});

test.each([
  [1961, "1961-04-02"],
  [2000, "2000-04-23"],
  [2008, "2008-03-23"],
  [2011, "2011-04-24"],
  [2038, "2038-04-25"],
  [2285, "2285-03-22"],
])("Easter of %i", (year, day) => expect(easter(year).toString()).toBe(day));
