export type { Clock } from "./clock.ts";
export { type Clocks, createClocks } from "./reconcile.ts";
export { createTimetable } from "./timetable.ts";
