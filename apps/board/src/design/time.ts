/** Times as the practice's clocks show them. Formatters are made once per zone: making one costs more than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let known = formatters.get(key);
  if (!known) formatters.set(key, (known = new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options })));
  return known;
}

function format(zone: string, instant: string | number, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(instant);
  // A time nobody can read is shown as none: it must not take the screen down.
  return Number.isNaN(date.getTime()) ? "–" : formatter(zone, options).format(date);
}

export const clockTime = (zone: string, instant: string | number): string =>
  format(zone, instant, { hour: "2-digit", minute: "2-digit" });

export const dayOf = (zone: string, instant: string | number): string =>
  format(zone, instant, { weekday: "short", day: "numeric", month: "short" });

export const weekdayOf = (zone: string, instant: string): string =>
  format(zone, instant, { weekday: "short" });

export const dateOf = (zone: string, instant: string): string =>
  format(zone, instant, { day: "numeric", month: "short" });

const dateKey = (zone: string, instant: string | number) =>
  format(zone, instant, { year: "numeric", month: "2-digit", day: "2-digit" });

/** `14:30` today, `Wed 24 Nov, 14:30` on any other day. */
export function whenOf(zone: string, instant: string, now: number): string {
  const time = clockTime(zone, instant);
  return dateKey(zone, instant) === dateKey(zone, now) ? time : `${dayOf(zone, instant)}, ${time}`;
}

export const isToday = (zone: string, instant: string, now: number): boolean =>
  dateKey(zone, instant) === dateKey(zone, now);

const MINUTE = 60_000;

/** `18m`, `2h 40m`, `3d 2h`: two units at most. */
export function spanOf(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  if (minutes < 60) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}h ${String(minutes % 60).padStart(2, "0")}m`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 || days > 9 ? `${days}d` : `${days}d ${hours % 24}h`;
}

/** `18m`, `3h`, `5d`: one unit, where there is little room. */
export function shortSpanOf(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  if (minutes < 60) return `${minutes}m`;
  return minutes < 24 * 60 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / 1440)}d`;
}

/** What a `datetime-local` field says, read in the practice's zone rather than the browser's. */
export function instantOf(zone: string, local: string): string {
  const wanted = Date.parse(`${local}Z`);
  const before = wanted - offsetAt(zone, wanted - 86_400_000);
  const after = wanted - offsetAt(zone, wanted + 86_400_000);
  const found = [before, after].find((ms) => ms + offsetAt(zone, ms) === wanted);
  // An hour the clocks jump over is the one they would have shown.
  return new Date(found ?? before).toISOString();
}

/** The other way round: `2026-11-24T10:40`. */
export function localOf(zone: string, instant: string): string {
  const ms = Date.parse(instant);
  return new Date(ms + offsetAt(zone, ms)).toISOString().slice(0, 16);
}

function offsetAt(zone: string, ms: number): number {
  const parts = formatter(zone, {
    ...{
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    },
    hourCycle: "h23",
  }).formatToParts(ms);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  const [y, mo, d] = [part("year"), part("month"), part("day")];
  const seen = Date.UTC(y, mo - 1, d, part("hour"), part("minute"), part("second"));
  return seen - Math.floor(ms / 1000) * 1000;
}
