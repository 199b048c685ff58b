import {
  addBusiness, businessMsBetween, type CompiledCalendar, dayIn, type Duration, fromEpochMs, isOpen, localHourIn, shift, timeIn, weekdayIn,
} from "@corridor/time";
import { Failure, Unknown } from "./failure.ts";
import { type CardRef, Moment, Span } from "./moment.ts";
import type { Bindings } from "./types.ts";

/** What a function sees of one evaluation. Handed in as a hidden first argument, so nothing here is global. */
export class Call {
  readonly bindings: Bindings;
  constructor(bindings: Bindings) {
    this.bindings = bindings;
  }
}

interface FunctionSpec {
  readonly takes: readonly string[];
  readonly gives: string;
  readonly run: (call: Call, ...args: never[]) => unknown;
}

const spec = <A extends unknown[]>(takes: readonly string[], gives: string, run: (call: Call, ...args: A) => unknown): FunctionSpec => ({
  takes,
  gives,
  run: run as unknown as FunctionSpec["run"],
});

/** Units of `after`, and what one of each is. */
export const UNITS: Readonly<Record<string, Duration>> = Object.fromEntries(
  (
    [
      ["second", { kind: "elapsed", ms: 1_000 }],
      ["minute", { kind: "elapsed", ms: 60_000 }],
      ["hour", { kind: "elapsed", ms: 3_600_000 }],
      ["day", { kind: "calendar", unit: "day", n: 1 }],
      ["week", { kind: "calendar", unit: "week", n: 1 }],
      ["month", { kind: "calendar", unit: "month", n: 1 }],
      ["business minute", { kind: "business", unit: "minute", n: 1 }],
      ["business hour", { kind: "business", unit: "hour", n: 1 }],
      ["business day", { kind: "business", unit: "day", n: 1 }],
    ] as const
  ).flatMap(([name, one]) => [[name, one], [`${name}s`, one]]),
);
const MOST = 100_000;

function calendarOf(call: Call, name: string): CompiledCalendar {
  const calendars = call.bindings.calendars ?? {};
  const found = Object.hasOwn(calendars, name) ? calendars[name] : undefined;
  if (!found) throw new Failure(`there is no calendar “${name.slice(0, 60)}”`);
  return found;
}

function after(call: Call, n: bigint, unit: string, calendar?: string): Moment {
  const one = Object.hasOwn(UNITS, unit) ? (UNITS[unit] as Duration) : undefined;
  if (!one) throw new Failure("after() takes minutes, hours, days, weeks, months or business units");
  if (n < 0n || n > MOST) throw new Failure(`after() takes a number from 0 to ${MOST}`);
  const count = Number(n);
  const { now, zone } = call.bindings;
  if (count === 0) return Moment.from(now);
  if (one.kind === "elapsed") return Moment.from(shift(now, { kind: "elapsed", ms: one.ms * count }, zone));
  if (one.kind === "calendar") return Moment.from(shift(now, { ...one, n: count }, zone));
  if (calendar === undefined) throw new Failure("business units need a calendar: after(1, \"business day\", \"front-desk\")");
  const due = addBusiness(calendarOf(call, calendar), now, { unit: one.unit, n: count });
  if (due === null) throw new Failure("the calendar does not open often enough");
  return Moment.from(due);
}

const PART = /(\d+)(ms|s|m|h)/y;
const PART_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Reads `2h`, `1h30m`, `45s`; undefined for anything else. */
export function parseSpan(text: string): Span | undefined {
  if (text === "" || text.length > 40) return undefined;
  let ms = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const part = PART.exec(text);
    if (!part) return undefined;
    ms += Number(part[1]) * (PART_MS[part[2] as string] as number);
  }
  return Number.isSafeInteger(ms) ? new Span(ms) : undefined;
}

function momentOf(text: string): Moment {
  try {
    return Moment.from(text);
  } catch {
    throw new Failure("timestamp() takes a time such as 2026-11-09T15:00:00Z");
  }
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Unknown(`${what} is not known`);
  return value;
}

/** Functions given to rules, by name; several entries are several ways to call one. */
export const FUNCTIONS: Readonly<Record<string, readonly FunctionSpec[]>> = {
  day: [spec<[Moment]>(["timestamp"], "string", (c, t) => dayIn(t.instant, c.bindings.zone))],
  time: [spec<[Moment]>(["timestamp"], "string", (c, t) => timeIn(t.instant, c.bindings.zone))],
  weekday: [spec<[Moment]>(["timestamp"], "string", (c, t) => weekdayIn(t.instant, c.bindings.zone))],
  local_hour: [spec<[Moment]>(["timestamp"], "int", (c, t) => BigInt(localHourIn(t.instant, c.bindings.zone)))],
  age: [spec<[Moment]>(["timestamp"], "duration", (c, t) => new Span(Moment.from(c.bindings.now).ms - t.ms))],
  after: [
    spec<[bigint, string]>(["int", "string"], "timestamp", after),
    spec<[bigint, string, string]>(["int", "string", "string"], "timestamp", after),
  ],
  has_label: [spec<[string]>(["string"], "bool", (c, name) => (c.bindings.labels ?? []).includes(name))],
  open_tasks: [
    spec<[string]>(["string"], "int", (c, name) => {
      const counts = c.bindings.openTasks ?? {};
      return BigInt(Object.hasOwn(counts, name) ? (counts[name] as number) : 0);
    }),
  ],
  checklist_done: [spec<[string]>(["string"], "bool", (c, name) => (c.bindings.checklistsDone ?? []).includes(name))],
  pick: [
    spec<[unknown, Readonly<Record<string, unknown>>, unknown]>(["K", "map<K, V>", "V"], "V", (_c, key, table, otherwise) =>
      Object.hasOwn(table, String(key)) ? table[String(key)] : otherwise,
    ),
  ],
  is_open: [spec<[Moment, string]>(["timestamp", "string"], "bool", (c, t, name) => isOpen(calendarOf(c, name), t.instant))],
  business_hours_between: [
    spec<[Moment, Moment, string]>(["timestamp", "timestamp", "string"], "double", (c, a, b, name) =>
      businessMsBetween(calendarOf(c, name), a.instant, b.instant) / 3_600_000,
    ),
  ],
  offered: [
    spec<[CardRef, string]>(["card", "string"], "bool", (c, card, slot) => known(c.bindings.offered?.(card.value, slot), "whether the slot was offered")),
  ],
  duration: [
    spec<[string]>(["string"], "duration", (_c, text) => {
      const span = parseSpan(text);
      if (!span) throw new Failure("duration() takes 2h, 90m or 1h30m");
      return span;
    }),
  ],
  timestamp: [spec<[string]>(["string"], "timestamp", (_c, text) => momentOf(text))],
};

/** The library's own functions and methods that rules may use. Everything not named here is refused (bool() names the value it can not read). */
export const PLAIN_FUNCTIONS: ReadonlySet<string> = new Set(["has", "size", "int", "double", "string"]);
/** Written like functions and read like fields. */
export const READ_FUNCTIONS: ReadonlySet<string> = new Set(["metric"]);
export const METHODS: ReadonlySet<string> = new Set([
  "size", "contains", "startsWith", "endsWith", "lowerAscii", "upperAscii", "trim", "indexOf", "lastIndexOf", "substring", "split", "join",
]);

export const spanToMoment = (ms: number): Moment => {
  try {
    fromEpochMs(ms);
  } catch {
    throw new Failure("the time is out of range");
  }
  return new Moment(ms);
};
