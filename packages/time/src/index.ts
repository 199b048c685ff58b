/** Business calendars, zones, durations and next instants. Pure: the present is always handed in. */
export {
  addBusiness,
  addOpenMs,
  businessMsBetween,
  isOpen,
  nextOpening,
  subtractBusiness,
} from "./business.ts";
export {
  type Calendar,
  type CalendarError,
  type CompiledCalendar,
  compileCalendar,
  isHoliday,
  nextDay,
} from "./calendar.ts";
export {
  type BusinessDuration,
  type CalendarDuration,
  type Duration,
  type DurationError,
  type ElapsedDuration,
  formatDuration,
  isDurationError,
  parseDuration,
} from "./duration.ts";
export type { Holiday, HolidayList } from "./holidays/holiday.ts";
export { HOLIDAY_LISTS, holidayList } from "./holidays/lists.ts";
export { fromEpochMs, type Instant, isInstant, toEpochMs } from "./instant.ts";
export { compileSchedule, type Schedule } from "./schedule.ts";
export {
  dayIn,
  isValidZone,
  localHourIn,
  parseTime,
  shift,
  timeIn,
  WEEKDAYS,
  type Weekday,
  weekdayIn,
} from "./zone.ts";
