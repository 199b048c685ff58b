import {
  type CelInput,
  CelScalar,
  type CelValue,
  celFunc,
  isCelError,
  isCelList,
  mapType,
  objectType,
  run,
} from "@bufbuild/cel";
import {
  DurationSchema,
  durationFromMs,
  type Timestamp,
  timestampFromMs,
  timestampMs,
  TimestampSchema,
} from "@bufbuild/protobuf/wkt";
import { type FieldTypes, must } from "@corridor/domain";
import {
  addBusiness,
  type CompiledCalendar,
  dayIn,
  fromEpochMs,
  localHourIn,
  shift,
  timeIn,
  toEpochMs,
  weekdayIn,
} from "@corridor/time";

type Values = Readonly<Record<string, unknown>>;

/** What expressions are asked in, beside their values. */
export interface Surroundings {
  readonly zone: string;
  /** The practice's fields, for what is absent and has a default. */
  readonly fields: FieldTypes;
  readonly calendars: Readonly<Record<string, CompiledCalendar>>;
  /** Open tasks by title; each of them counts as a checklist that is done, too. */
  readonly openTasks: Readonly<Record<string, number>>;
}

/** What stands for an answer that can not be told. */
export const FAILED = "failed";

/** What another implementation of CEL says of an expression, as ours would say it. */
export function secondOpinion(
  source: string,
  values: Values & { readonly card: Values; readonly now: string },
  around: Surroundings,
): unknown {
  const cards = Object.entries(values).filter(([, value]) => isNode(value) && "stage" in value);
  const bindings = nested({
    ...values,
    ...Object.fromEntries(
      cards.flatMap(([called, card]) =>
        Object.entries(withDefaults(card as Values, around.fields)).map(([name, value]) => [
          `${called}.${name}`,
          value,
        ]),
      ),
    ),
  });
  const inputs = Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, input(value)]));
  const said = run(source, inputs, { funcs: functions(values.card, values.now, around) });
  if (isCelError(said)) return FAILED;
  if (typeof said === "bigint") return Number(said);
  if (isCelList(said)) return [...said];
  return typeof said === "object" && said !== null && "message" in said ? instantOf(said as Time) : said;
}

const isNode = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** A value as the second implementation takes it. */
function input(value: unknown): CelInput {
  if (typeof value === "string" && INSTANT.test(value)) return timestampFromMs(toEpochMs(value));
  if (typeof value === "number") return BigInt(value);
  if (Array.isArray(value)) return value.map(input);
  if (isNode(value))
    return new Map(
      Object.entries(value).flatMap(([key, one]) =>
        one === null || one === undefined ? [] : [[key, input(one)] as const],
      ),
    );
  return value as CelInput;
}

/** Dotted names as maps in maps, what is absent left out, what has a default given it. */
function nested(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    const segments = name.split(".");
    let at = tree;
    for (const segment of segments.slice(0, -1)) at = (at[segment] ??= {}) as Record<string, unknown>;
    at[segments.at(-1) as string] = value;
  }
  return tree;
}

function withDefaults(card: Values, fields: FieldTypes): Record<string, unknown> {
  const zero: Record<string, unknown> = { bool: false, int: 0, list: [] };
  return Object.fromEntries(
    Object.entries(fields).map(([name, type]) => [
      name,
      card[name] ?? type.default ?? type.enum?.[0] ?? zero[type.type] ?? null,
    ]),
  );
}

const TIME = objectType(TimestampSchema);
type Time = CelValue<typeof TIME>;
const instantOf = (time: Time): string => fromEpochMs(timestampMs(time.message as Timestamp));
const INT_TABLE = mapType(CelScalar.STRING, CelScalar.INT);

const SPAN = objectType(DurationSchema);
/** The functions of ours that the rules call, for the other implementation. */
const functions = (card: Values, now: string, { zone, calendars, openTasks }: Surroundings) => [
  celFunc("has_label", [CelScalar.STRING], CelScalar.BOOL, (name) =>
    (card["labels"] as string[]).includes(name),
  ),
  celFunc("open_tasks", [CelScalar.STRING], CelScalar.INT, (name) => BigInt(openTasks[name] ?? 0)),
  celFunc("checklist_done", [CelScalar.STRING], CelScalar.BOOL, (name) => name in openTasks),
  celFunc("weekday", [TIME], CelScalar.STRING, (time) => weekdayIn(instantOf(time), zone)),
  celFunc("local_hour", [TIME], CelScalar.INT, (time) => BigInt(localHourIn(instantOf(time), zone))),
  celFunc("age", [TIME], SPAN, (time) => durationFromMs(toEpochMs(now) - toEpochMs(instantOf(time)))),
  celFunc("day", [TIME], CelScalar.STRING, (time) => dayIn(instantOf(time), zone)),
  celFunc("time", [TIME], CelScalar.STRING, (time) => timeIn(instantOf(time), zone)),
  celFunc("pick", [CelScalar.STRING, INT_TABLE, CelScalar.INT], CelScalar.INT, (key, table, otherwise) =>
    table.has(key) ? (table.get(key) as bigint) : otherwise,
  ),
  celFunc("after", [CelScalar.INT, CelScalar.STRING, CelScalar.STRING], TIME, (n, unit, calendar) => {
    const hours = must(calendars[calendar], calendar);
    const by = { unit: unit.replace(/^business |s$/g, "") as "day", n: Number(n) };
    return input(by.n === 0 ? now : addBusiness(hours, now, by)) as Timestamp;
  }),
  celFunc(
    "after",
    [CelScalar.INT, CelScalar.STRING],
    TIME,
    (n, unit) =>
      input(
        shift(now, { kind: "calendar", unit: unit.replace(/s$/, "") as "week", n: Number(n) }, zone),
      ) as Timestamp,
  ),
];
