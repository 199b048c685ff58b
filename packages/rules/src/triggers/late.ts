import { type Duration, parseDuration, toEpochMs } from "@corridor/time";
import type { Instant } from "@corridor/domain";
import * as z from "zod/mini";
import { DurationText } from "../shape/index.ts";

/** What becomes of a timer that is found overdue. */
export const Late = z.union([z.enum(["skip", "fire"]), z.strictObject({ within: DurationText })]);
export type Late = z.infer<typeof Late>;

/** Nothing is late that comes within a minute: a timer is looked for every few seconds. */
const PATIENCE_MS = 60_000;

const overdueMs = (due: Instant, now: Instant): number => toEpochMs(now) - toEpochMs(due);

export const isLate = (due: Instant, now: Instant): boolean => overdueMs(due, now) > PATIENCE_MS;

/** Whether a timer that was due then may still fire now. */
export function mayFire(late: Late, due: Instant, now: Instant): boolean {
  if (late === "fire" || !isLate(due, now)) return true;
  return late !== "skip" && overdueMs(due, now) <= withinMs(late.within);
}

/** `within` counts elapsed time; days and longer are taken as so many times 24 hours. */
function withinMs(text: string): number {
  const duration = parseDuration(text);
  return "error" in duration ? 0 : elapsedMs(duration);
}

const HOUR = 3_600_000;
const MS = { minute: 60_000, hour: HOUR, day: 24 * HOUR, week: 168 * HOUR, month: 720 * HOUR } as const;
const elapsedMs = (duration: Duration): number =>
  duration.kind === "elapsed" ? duration.ms : duration.n * MS[duration.unit];
