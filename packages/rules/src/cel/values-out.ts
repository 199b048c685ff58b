import { Failure } from "./failure.ts";
import { Moment, Span } from "./moment.ts";
import type { ExprType } from "./types.ts";

const MAX_RESULT_TEXT = 100_000;

/**
 * A result as the rest of the house knows it: numbers, texts, truths, null, lists, records; a timestamp is
 * an Instant, a duration milliseconds. Throws Failure for what has no such form.
 */
export function plainResult(value: unknown): unknown {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      if (value.length > MAX_RESULT_TEXT) throw new Failure(`the text is longer than ${MAX_RESULT_TEXT} characters`);
      return value;
    case "number":
      if (!Number.isFinite(value)) throw new Failure("the number is not finite");
      return value;
    case "bigint": {
      const number = Number(value);
      if (!Number.isSafeInteger(number)) throw new Failure("the number is too large to be exact");
      return number;
    }
  }
  if (value === null) return null;
  if (value instanceof Moment) return value.instant;
  if (value instanceof Span) return value.ms;
  if (Array.isArray(value)) return value.map(plainResult);
  const entries = value instanceof Map ? [...value] : isRecord(value) ? Object.entries(value) : undefined;
  if (!entries) throw new Failure("the result is not a plain value");
  return Object.fromEntries(entries.map(([key, item]) => [String(key), plainResult(item)]));
}

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

/** Whether a plain result is of a type only known when it runs (`dyn`). */
export function fits(value: unknown, type: ExprType | "any"): boolean {
  switch (type) {
    case "bool":
      return typeof value === "boolean";
    case "int":
      return Number.isSafeInteger(value);
    case "double":
    case "duration":
      return typeof value === "number";
    case "string":
    case "timestamp":
      return typeof value === "string";
    case "list<string>":
      return Array.isArray(value) && value.every((item) => typeof item === "string");
    case "list":
      return Array.isArray(value);
    default:
      return true;
  }
}
