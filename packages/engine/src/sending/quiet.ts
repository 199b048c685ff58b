import type { Instant } from "@corridor/domain";
import { dayIn, parseTime, shift, timeIn } from "@corridor/time";

const A_DAY = { kind: "calendar", unit: "day", n: 1 } as const;

/** The local midnight before an instant. */
export const dayStart = (now: Instant, zone: string): Instant => at(dayIn(now, zone), "00:00", zone);

/** The local midnight after an instant. */
export const nextDay = (now: Instant, zone: string): Instant => shift(dayStart(now, zone), A_DAY, zone);

/** When the quiet hours an instant lies in are over; null where it lies in none. `span` is `20:00-08:00`, local time. */
export function quietUntil(span: string | null, now: Instant, zone: string): Instant | null {
  const [from, to] = span?.split("-") ?? [];
  if (from === undefined || to === undefined || from === to) return null;
  const time = timeIn(now, zone);
  const overnight = from > to;
  const isQuiet = overnight ? time >= from || time < to : time >= from && time < to;
  if (!isQuiet) return null;
  const day = overnight && time >= from ? nextDay(now, zone) : now;
  return at(dayIn(day, zone), to, zone);
}

function at(day: string, time: string, zone: string): Instant {
  const read = parseTime(`${day}T${time}`, zone);
  if (typeof read !== "string") throw new Error(read.error);
  return read;
}
