import { Temporal } from "temporal-polyfill";
import { wallToEpochMs } from "./zone.ts";

// A local day is a number here (days since 1970-01-01): calendars step over thousands of them.
const EPOCH = new Temporal.PlainDate(1970, 1, 1);

export const dateOfDay = (day: number): Temporal.PlainDate => EPOCH.add({ days: day });

const wallAt = (ms: number, zone: string): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime();

/** The local day an epoch millisecond falls on. */
export const dayNumber = (ms: number, zone: string): number =>
  EPOCH.until(wallAt(ms, zone).toPlainDate(), { largestUnit: "days" }).days;

/** Milliseconds the clock on the wall shows past the midnight of `day`; over 24 h when `ms` is on a later day. */
export const wallOffset = (day: number, ms: number, zone: string): number =>
  dateOfDay(day).toPlainDateTime().until(wallAt(ms, zone)).total("milliseconds");

/** Epoch milliseconds of the moment the wall clock shows `offset` milliseconds past the midnight of `day`. */
export const atWallOffset = (day: number, offset: number, zone: string): number =>
  wallToEpochMs(dateOfDay(day).toPlainDateTime().add({ milliseconds: offset }), zone);
