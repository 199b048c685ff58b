import { toEpochMs } from "@corridor/time";

/** A stretch of a provider's time: from `start`, for so many minutes, the end not included. */
export interface Stretch {
  readonly provider: string;
  readonly start: string;
  readonly minutes: number;
}

/** Whether two stretches take the same time of the same provider. Postgres' exclusion constraint says it in SQL. */
export function overlap(a: Stretch, b: Stretch): boolean {
  if (a.provider !== b.provider) return false;
  const [from, begins] = [toEpochMs(a.start), toEpochMs(b.start)];
  return begins < from + a.minutes * 60_000 && from < begins + b.minutes * 60_000;
}
