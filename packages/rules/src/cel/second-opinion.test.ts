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
import { dayIn, fromEpochMs, localHourIn, shift, timeIn, toEpochMs, weekdayIn } from "@corridor/time";
import { describe, expect, test } from "vitest";
import { anyCard, anyTime, anyValue } from "../testing/any-card.ts";
import { type Chance, chanceOf } from "../testing/chance.ts";
import { compiled } from "../testing/small.ts";
import { defaultPractice } from "../testing/texts.ts";
import { EVENTS } from "../triggers/events.ts";
import { readYaml } from "../yaml/index.ts";
import { createCel } from "./create-cel.ts";
import type { CompiledExpr, FieldTypes, VarTypes } from "./types.ts";

// What cel-js says of every expression of the worked rules, a second implementation says too.

const ruleset = compiled(defaultPractice);
const ZONE = ruleset.practice.timezone;
const fields = Object.fromEntries(
  Object.entries(ruleset.practice.fields).map(([name, { type, enum: values, default: otherwise }]) => {
    if (values) return [name, { enum: values, default: String(otherwise) }];
    return [
      name,
      {
        type: type === "list" ? "list<string>" : type,
        ...(otherwise === null ? {} : { default: otherwise }),
      },
    ];
  }),
) as FieldTypes;

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const rules = Object.entries(defaultPractice).flatMap(([name, text]) => {
  const file = name.endsWith(".rules.yaml") ? readYaml(name, text) : null;
  return file?.ok && isNode(file.value) ? (file.value["rules"] as readonly Node[]) : [];
});

const EXPRESSIONS = new Set(["if", "while", "where", "let"]);

/** Every expression below a node: under a key that holds them, after `=`, and inside `${…}`. */
function expressionsIn(value: unknown, inside = false): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => expressionsIn(one, inside));
  if (isNode(value))
    return Object.entries(value).flatMap(([key, one]) =>
      expressionsIn(one, inside || EXPRESSIONS.has(key) || (["any", "not", "expr"].includes(key) && inside)),
    );
  if (typeof value !== "string") return [];
  if (inside) return [value];
  if (value.startsWith("=")) return [value.slice(1)];
  return [...value.matchAll(/\$\{([^}]*)\}/g)].map(([, source]) => source as string);
}

/** The names a rule's triggers give its expressions. */
function varsOf(rule: Node): VarTypes {
  const vars: Record<string, VarTypes[string]> = {
    entered_stage_at: "timestamp",
    entered_state_at: "timestamp",
  };
  for (const trigger of rule["when"] as readonly Node[]) {
    Object.assign(vars, EVENTS[String(trigger["event"])]?.vars);
    if (trigger["field"] !== undefined) Object.assign(vars, { "event.from": "dyn", "event.to": "dyn" });
    if (!("event" in trigger))
      Object.assign(vars, {
        "trigger.step": "int",
        "trigger.by": "string",
        "trigger.due": "timestamp",
        "trigger.late": "bool",
        "trigger.anchor": "timestamp",
      });
  }
  return vars;
}

/** Any values of these names, some missing. */
function anyVars(chance: Chance, vars: VarTypes): Record<string, unknown> {
  const texts = ["eligibility", "active", "inactive", "not_found", "24h", "48h", "2h", "a1"];
  const values: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(vars)) {
    const kind = typeof type === "string" ? type : "type" in type ? type.type : "string";
    if (typeof type === "object" && "absent" in type && chance.maybe()) continue;
    values[name] =
      { timestamp: anyTime(chance), int: chance.below(4), bool: chance.maybe(), string: chance.of(texts) }[
        kind as string
      ] ?? chance.of(texts);
  }
  if (vars["event.reply"]) values["event.reply"] = { status: chance.of(texts), reason: chance.of(texts) };
  return values;
}

function anyFields(chance: Chance): Record<string, unknown> {
  const {
    stage,
    state,
    type,
    location,
    assignee,
    labels,
    appointment,
    fields: own,
  } = anyCard(chance, ruleset.practice, ruleset.lifecycle);
  const all: Record<string, unknown> = {
    ...own,
    stage,
    state,
    type,
    location,
    assignee,
    labels,
    "appointment.start": appointment?.start ?? null,
    "appointment.provider": appointment?.provider ?? null,
  };
  for (const [name, field] of Object.entries(ruleset.practice.fields)) {
    if (name in all) continue;
    all[name] = anyValue(chance, { ...field, phi: false } as never);
  }
  return all;
}

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

function withDefaults(card: Record<string, unknown>): Record<string, unknown> {
  const zero: Record<string, unknown> = { bool: false, int: 0, list: [] };
  return Object.fromEntries(
    Object.entries(ruleset.practice.fields).map(([name, type]) => [
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
/** What every card has open, and done. */
const OPEN_TASKS: Readonly<Record<string, number>> = { "Review charges and submit claim": 2 };

/** The functions of ours that the rules call, for the other implementation. */
const functions = (card: Record<string, unknown>, now: string) => [
  celFunc("has_label", [CelScalar.STRING], CelScalar.BOOL, (name) =>
    (card["labels"] as string[]).includes(name),
  ),
  celFunc("open_tasks", [CelScalar.STRING], CelScalar.INT, (name) => BigInt(OPEN_TASKS[name] ?? 0)),
  celFunc("checklist_done", [CelScalar.STRING], CelScalar.BOOL, (name) => name in OPEN_TASKS),
  celFunc("weekday", [TIME], CelScalar.STRING, (time) => weekdayIn(instantOf(time), ZONE)),
  celFunc("local_hour", [TIME], CelScalar.INT, (time) => BigInt(localHourIn(instantOf(time), ZONE))),
  celFunc("age", [TIME], SPAN, (time) => durationFromMs(toEpochMs(now) - toEpochMs(instantOf(time)))),
  celFunc("day", [TIME], CelScalar.STRING, (time) => dayIn(instantOf(time), ZONE)),
  celFunc("time", [TIME], CelScalar.STRING, (time) => timeIn(instantOf(time), ZONE)),
  celFunc("pick", [CelScalar.STRING, INT_TABLE, CelScalar.INT], CelScalar.INT, (key, table, otherwise) =>
    table.has(key) ? (table.get(key) as bigint) : otherwise,
  ),
  celFunc(
    "after",
    [CelScalar.INT, CelScalar.STRING],
    TIME,
    (n, unit) =>
      input(
        shift(now, { kind: "calendar", unit: unit.replace(/s$/, "") as "week", n: Number(n) }, ZONE),
      ) as Timestamp,
  ),
];

/** What it says, as ours would say it; `failed` where it can not tell. */
function secondOpinion(
  source: string,
  card: Record<string, unknown>,
  now: string,
  vars: Record<string, unknown>,
): unknown {
  const bindings = nested({
    ...vars,
    now,
    ...Object.fromEntries(Object.entries(withDefaults(card)).map(([name, value]) => [`card.${name}`, value])),
  });
  const inputs = Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, input(value)]));
  const said = run(source, inputs, { funcs: functions(card, now) });
  if (isCelError(said)) return FAILED;
  if (typeof said === "bigint") return Number(said);
  if (isCelList(said)) return [...said];
  return typeof said === "object" && said !== null && "message" in said ? instantOf(said as Time) : said;
}

const FAILED = "failed";
/** More of them by hand: CORRIDOR_RUNS=2000. */
const runs = Number(
  ((await import("node:process" as string)) as { env: Record<string, string> }).env["CORRIDOR_RUNS"] ?? 25,
);

const asked = { expressions: 0, left: [] as string[], answers: new Set<unknown>() };

describe("what our expressions say, a second implementation says too", () => {
  test.each(rules.map((rule) => [String(rule["id"]), rule] as const))("in %s", (_, rule) => {
    const vars: VarTypes = { ...varsOf(rule), ...(rule["let"] ? { weeks: "int" } : {}) };
    const cel = createCel(fields, vars);
    for (const source of expressionsIn(rule)) {
      const compiled = cel.compile(source, "any", { absent: "allow" });
      if (compiled.ok) askBoth(source, compiled.expr, vars);
      else asked.left.push(source);
    }
  });

  test("over most expressions of the worked rules, with many answers", () => {
    expect(asked.left.length, asked.left.join("\n")).toBeLessThan(asked.expressions / 4);
    expect(asked.answers.size).toBeGreaterThan(30);
  });
});

function askBoth(source: string, expr: CompiledExpr, vars: VarTypes): void {
  asked.expressions += 1;
  for (let seed = 1; seed <= runs; seed += 1) {
    const chance = chanceOf(seed * 7919 + source.length);
    const [card, now, values] = [anyFields(chance), anyTime(chance), anyVars(chance, vars)];
    // An absent key of a table is answered by its default: that is ours alone.
    if (source.startsWith("pick(") && card["treatment.type"] === null) continue;
    const ours = expr.evaluate({
      now,
      zone: ZONE,
      card,
      labels: card["labels"] as string[],
      openTasks: OPEN_TASKS,
      checklistsDone: Object.keys(OPEN_TASKS),
      ...values,
    });
    const theirs = secondOpinion(source, card, now, values);
    expect([source, seed, ours.ok ? ours.value : FAILED]).toEqual([source, seed, theirs]);
    asked.answers.add(theirs);
  }
}
