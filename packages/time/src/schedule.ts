import { Cron } from "croner";
import type { Instant } from "./instant.ts";

/** A checked five-field cron of one zone. Opaque; make it with `compileSchedule`. */
export interface Schedule {
  readonly cron: string;
  readonly zone: string;
  /** The first planned instant strictly after `t`, or null when there is none. Pure. */
  readonly next: (t: Instant) => Instant | null;
}

const FIELDS = /^[\dA-Za-z*,/-]+( [\dA-Za-z*,/-]+){4}$/;

/**
 * Compiles `30 7 * * mon-fri` for a zone's wall clock. A fixed time in a gap fires at the first instant
 * after it, a fixed time in an overlap at its first occurrence, a step (`*`/30) in every real half-hour.
 */
export function compileSchedule(cron: string, zone: string): Schedule | { readonly error: string } {
  const text = cron.trim().replace(/ +/g, " ");
  const count = text.split(" ").length;
  if (!FIELDS.test(text)) {
    if (count === 6)
      return { error: "a schedule has five fields (minute hour day month weekday); seconds are not offered" };
    return {
      error: `“${cron.slice(0, 40)}” is not a five-field schedule: write for example 30 7 * * mon-fri`,
    };
  }
  try {
    // Paused and without a function nothing is ever scheduled: only the arithmetic is used.
    const job = new Cron(text, { timezone: zone, paused: true, mode: "5-part" });
    return { cron: text, zone, next: (t) => job.nextRun(t)?.toISOString() ?? null };
  } catch (problem) {
    const why = problem instanceof Error ? problem.message.replace(/^CronPattern: /, "") : "unreadable";
    return { error: `“${cron.slice(0, 40)}” is not a schedule: ${why}` };
  }
}
