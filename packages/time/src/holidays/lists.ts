import { gb } from "./gb.ts";
import type { HolidayList } from "./holiday.ts";
import { us } from "./us.ts";

/** Every list that `holidays.use` may name. */
export const HOLIDAY_LISTS: Readonly<Record<string, HolidayList>> = { US: us, GB: gb };

/** The list of that name, or undefined. */
export const holidayList = (name: string): HolidayList | undefined =>
  Object.hasOwn(HOLIDAY_LISTS, name) ? HOLIDAY_LISTS[name] : undefined;
