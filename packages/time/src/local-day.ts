import { DAY_MS } from "./instant.ts";
import { fromWallMs, toWallMs } from "./wall.ts";

// A local day is a number here (days since 1970-01-01): calendars step over thousands of them.

/** The local day an epoch millisecond falls on. */
export const dayNumber = (ms: number, zone: string): number => Math.floor(toWallMs(ms, zone) / DAY_MS);

/** Milliseconds the clock on the wall shows past the midnight of `day`; over 24 h when `ms` is on a later day. */
export const wallOffset = (day: number, ms: number, zone: string): number =>
  toWallMs(ms, zone) - day * DAY_MS;

/** Epoch milliseconds of the moment the wall clock shows `offset` milliseconds past the midnight of `day`. */
export const atWallOffset = (day: number, offset: number, zone: string): number =>
  fromWallMs(day * DAY_MS + offset, zone);
