import { type Calendar, compileCalendar } from "@corridor/time";
import { describe, expect, test } from "vitest";
import { anyCard, anyTime, anyValue } from "../testing/any-card.ts";
import { type Chance, chanceOf } from "../testing/chance.ts";
import { FAILED, secondOpinion } from "../testing/second-implementation.ts";
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
const read = Object.entries(defaultPractice).flatMap(([name, text]) => {
  const file = /\.yaml$/.test(name) && !name.endsWith(".test.yaml") ? readYaml(name, text) : null;
  return file?.ok && isNode(file.value) ? [[name, file.value] as const] : [];
});
const rules = read.flatMap(([, file]) => (file["rules"] ?? []) as readonly Node[]);
const calendars = Object.fromEntries(
  Object.entries(read.find(([name]) => name === "practice.yaml")?.[1]["calendars"] as Node).flatMap(
    ([name, spec]) => {
      const hours = compileCalendar(spec as Calendar, ZONE);
      return hours.ok ? [[name, hours.calendar] as const] : [];
    },
  ),
);
/** Ladders and stages, whose expressions see no more than the card, its way and whoever moves it. */
const others = read.filter(([name]) => name === "policies.yaml" || name === "lifecycle.yaml");
const OTHERS: VarTypes = {
  ...{ "actor.role": "string", "escalation.started_at": "timestamp", entered_stage_at: "timestamp" },
};

const EXPRESSIONS = new Set(["if", "while", "where", "let", "each", "order_by", "done_when", "pause_while"]);

/** Every expression below a node: under a key that holds them, after `=`, and inside `${…}`. */
function expressionsIn(value: unknown, inside = false): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => expressionsIn(one, inside));
  if (isNode(value))
    return Object.entries(value).flatMap(([key, one]) =>
      key === "table"
        ? []
        : expressionsIn(
            one,
            inside || EXPRESSIONS.has(key) || (["any", "not", "expr"].includes(key) && inside),
          ),
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
    const told = Object.entries(ruleset.practice.events[String(trigger["event"])] ?? {});
    Object.assign(vars, EVENTS[String(trigger["event"])]?.vars);
    Object.assign(vars, Object.fromEntries(told.map(([name]) => [`event.${name}`, "string"])));
    if ("metric" in trigger) Object.assign(vars, { "trigger.samples": "int", "trigger.location": "string" });
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
  for (const name of cardsIn(rule)) vars[name] = "card";
  return { ...vars, ...(rule["let"] ? LET : {}) };
}

/** What the worked rules call by `let`. */
const LET: VarTypes = { weeks: "int", "fix.work": "string", "fix.days": "int" };

/** How a rule calls cards that it chooses. */
const cardsIn = (rule: Node): readonly string[] =>
  ((rule["then"] ?? []) as readonly Node[]).flatMap(({ select }) =>
    isNode(select) ? ["it", ...(typeof select["as"] === "string" ? [select["as"]] : [])] : [],
  );

/** Any values of these names, some missing. */
function anyVars(chance: Chance, vars: VarTypes): Record<string, unknown> {
  const texts = ["eligibility", "active", "inactive", "not_found", "24h", "48h", "2h", "a1"];
  const values: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(vars)) {
    const kind = typeof type === "string" ? type : "type" in type ? type.type : "string";
    if (kind === "card") {
      values[name] = anyFields(chance);
      continue;
    }
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

/** More of them by hand: CORRIDOR_RUNS=2000. */
const runs = Number(
  ((await import("node:process" as string)) as { env: Record<string, string> }).env["CORRIDOR_RUNS"] ?? 25,
);

/** What every card has open, and done. */
const OPEN_TASKS: Readonly<Record<string, number>> = { "Review charges and submit claim": 2 };
const AROUND = { zone: ZONE, fields: ruleset.practice.fields, calendars, openTasks: OPEN_TASKS };

const asked = { expressions: 0, left: [] as string[], answers: new Set<unknown>() };

/** What can not be asked twice, and why. */
const LEFT = [
  // The offers of a card are no value that an expression could name.
  "!offered(it, event.slot)",
];

function askEvery(sources: readonly string[], vars: VarTypes): void {
  const cel = createCel(fields, vars);
  for (const source of sources) {
    const compiled = cel.compile(source, "any", { absent: "allow" });
    if (compiled.ok && !LEFT.includes(source)) askBoth(source, compiled.expr, vars);
    else asked.left.push(source);
  }
}

describe("what our expressions say, a second implementation says too", () => {
  test.each(rules.map((rule) => [String(rule["id"]), rule] as const))("in %s", (_, rule) => {
    askEvery(expressionsIn(rule), varsOf(rule));
  });

  test.each(others)("in %s", (_, file) => {
    askEvery(expressionsIn(file), OTHERS);
  });

  test("over all expressions of the worked rules but those that are named, with many answers", () => {
    expect(asked.left).toEqual(LEFT);
    expect(asked.expressions).toBeGreaterThan(75);
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
      calendars,
      ...values,
    });
    const theirs = secondOpinion(source, { ...values, card, now }, AROUND);
    expect([source, seed, ours.ok ? ours.value : FAILED]).toEqual([source, seed, theirs]);
    asked.answers.add(theirs);
  }
}
