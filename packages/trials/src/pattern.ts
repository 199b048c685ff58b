import { parseTime } from "@corridor/time";

/**
 * Whether what is written is part of what there is: every key of a map, every member of a list. A time may be
 * written on the practice's clock.
 */
export function isPart(written: unknown, there: unknown, zone: string): boolean {
  if (Array.isArray(written))
    return (
      Array.isArray(there) && written.every((one) => there.some((other: unknown) => isPart(one, other, zone)))
    );
  if (isMap(written))
    return (
      isMap(there) && Object.entries(written).every(([key, one]) => isPart(one, there[key] ?? null, zone))
    );
  return (
    written === there ||
    (typeof written === "string" && typeof there === "string" && sameTime(written, there, zone))
  );
}

/** The same values, lists in any order. */
export function isSame(written: unknown, there: unknown, zone: string): boolean {
  if (!Array.isArray(written) || !Array.isArray(there)) return isPart(written, there, zone);
  return written.length === there.length && isPart(written, there, zone);
}

const TIME = /^\d{4}-\d{2}-\d{2}T/;
const sameTime = (written: string, there: string, zone: string): boolean =>
  TIME.test(written) && TIME.test(there) && parseTime(written, zone) === parseTime(there, zone);

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
