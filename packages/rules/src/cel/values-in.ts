import { Failure, Unknown } from "./failure.ts";
import { CardRef, Moment, Span } from "./moment.ts";
import type { PathInfo, SlotType } from "./schema.ts";
import type { Bindings } from "./types.ts";

export const MAX_LIST = 200;
export const MAX_TEXT = 20_000;
const MAX_NESTING = 8;

/** One way to read a path: a member, and what is left to read in it. */
interface Way {
  readonly name: string;
  readonly rest: readonly string[] | null;
}

/** Paths are read at every step; the ways to read one are made once. */
const ways = new WeakMap<readonly string[], readonly Way[]>();

function waysOf(segments: readonly string[]): readonly Way[] {
  const known = ways.get(segments);
  if (known) return known;
  const made = segments.map((_, i): Way => {
    const n = segments.length - i;
    return { name: segments.slice(0, n).join("."), rest: i === 0 ? null : segments.slice(n) };
  });
  ways.set(segments, made);
  return made;
}

/** The value bound to a path, own members only; flat dotted names and nested objects both work. */
export function bound(holder: unknown, segments: readonly string[]): unknown {
  if (typeof holder !== "object" || holder === null) return undefined;
  for (const { name, rest } of waysOf(segments)) {
    if (!Object.hasOwn(holder, name)) continue;
    const value = (holder as Readonly<Record<string, unknown>>)[name];
    if (rest === null) return value;
    const inner = bound(value, rest);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The bound value, or the field's default; undefined when there is neither. */
export function valueOf(info: PathInfo, bindings: Bindings): unknown {
  return bound(bindings, info.segments) ?? info.fallback;
}

/** The value of a path as an expression computes with it. Throws Unknown or Failure. */
export function celValue(info: PathInfo, bindings: Bindings): unknown {
  const raw = valueOf(info, bindings);
  if (raw === undefined || raw === null) throw new Unknown(`${info.path} has no value`);
  return convert(raw, info.type, info.path);
}

const NAMES: Readonly<Record<SlotType, string>> = {
  string: "a text",
  bool: "true or false",
  int: "a whole number",
  double: "a number",
  timestamp: "a time",
  duration: "a duration in milliseconds",
  "list<string>": "a list of texts",
  dyn: "a plain value",
  card: "a card",
};

function convert(raw: unknown, type: SlotType, path: string): unknown {
  const converted = attempt(raw, type, path);
  // The value itself stays out of the message: it may be a patient's.
  if (converted === undefined) throw new Failure(`${path} should hold ${NAMES[type]} and does not`);
  return converted;
}

function attempt(raw: unknown, type: SlotType, path: string): unknown {
  switch (type) {
    case "string":
      return typeof raw === "string" ? limited(raw, path) : undefined;
    case "bool":
      return typeof raw === "boolean" ? raw : undefined;
    case "int":
      return typeof raw === "bigint" ? raw : Number.isSafeInteger(raw) ? BigInt(raw as number) : undefined;
    case "double":
      return typeof raw === "number" ? raw : typeof raw === "bigint" ? Number(raw) : undefined;
    case "timestamp":
      return typeof raw === "string" ? moment(raw) : undefined;
    case "duration":
      return typeof raw === "number" && Number.isSafeInteger(raw) ? new Span(raw) : undefined;
    case "list<string>":
      return Array.isArray(raw) && raw.every((item) => typeof item === "string") ? listOf(raw, path, (item) => limited(item as string, path)) : undefined;
    case "card":
      return new CardRef(raw);
    case "dyn":
      return plain(raw, path, 0);
  }
}

function moment(text: string): Moment | undefined {
  try {
    return Moment.from(text);
  } catch {
    return undefined;
  }
}

function limited(text: string, path: string): string {
  if (text.length > MAX_TEXT) throw new Failure(`${path} is longer than ${MAX_TEXT} characters`);
  return text;
}

function listOf(raw: readonly unknown[], path: string, item: (value: unknown) => unknown): unknown[] {
  if (raw.length > MAX_LIST) throw new Failure(`${path} has more than ${MAX_LIST} entries`);
  return raw.map(item);
}

/** Undeclared values: whole numbers become int, other numbers double; nothing but plain data gets in. */
function plain(raw: unknown, path: string, depth: number): unknown {
  if (depth > MAX_NESTING) throw new Failure(`${path} is nested more than ${MAX_NESTING} deep`);
  if (raw === null || typeof raw === "boolean" || typeof raw === "bigint") return raw;
  if (typeof raw === "string") return limited(raw, path);
  if (typeof raw === "number") return Number.isSafeInteger(raw) ? BigInt(raw) : raw;
  if (Array.isArray(raw)) return listOf(raw, path, (item) => plain(item, path, depth + 1));
  if (typeof raw !== "object") return undefined;
  const entries = Object.entries(raw);
  if (entries.length > MAX_LIST) throw new Failure(`${path} has more than ${MAX_LIST} entries`);
  return new Map(entries.map(([key, value]) => [key, plain(value, path, depth + 1)]));
}
