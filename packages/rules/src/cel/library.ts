import { Environment } from "@marcbachmann/cel-js";
import type { Node } from "./ast.ts";
import { Failure } from "./failure.ts";
import { Call, FUNCTIONS, spanToMoment } from "./functions.ts";
import { CardRef, Moment, Span } from "./moment.ts";
import type { SlotType } from "./schema.ts";

// The library's environment, set up once. Paths of an expression never become its variables or records:
// each path read is rewritten to a typed slot of this pool, filled when (and if) it is read. So the
// library's record access, host dates and regular expressions are never reached.

/** Different paths of one type that one expression may read. */
export const SLOTS = 48;
/** Longest text a join may make. */
const MAX_JOIN = 100_000;

const TYPES: readonly SlotType[] = ["string", "bool", "int", "double", "timestamp", "duration", "list<string>", "dyn", "card"];
const prefix = (type: SlotType): string => `__${type.replace(/\W/g, "_")}_`;

export const CALL_SLOT = "__call";
export const slotName = (type: SlotType, n: number): string => `${prefix(type)}${n}`;
export const givenName = (name: string): string => `given_${name}`;

export interface Parsed {
  (context: Map<string, unknown>): unknown;
  readonly ast: Node;
  check(): { readonly valid: boolean; readonly type?: string; readonly error?: { readonly summary?: string; readonly message: string; readonly range?: { readonly start: number; readonly end: number } } };
}

const environment = create();

/** Parses; throws the library's ParseError. Nothing is checked or evaluated yet. */
export const parse = (source: string): Parsed => environment.parse(source) as unknown as Parsed;

/** A new node that reads a slot, to stand in for a path. */
export const slotNode = (name: string): Node => parse(name).ast;

function create(): Environment {
  const env = new Environment({
    homogeneousAggregateLiterals: true,
    limits: { maxAstNodes: 2_000, maxDepth: 40, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 8 },
  });
  env.registerType("timestamp", Moment).registerType("duration", Span).registerType("card", CardRef).registerType("CorridorCall", Call);
  env.registerVariable(CALL_SLOT, "CorridorCall");
  for (const type of TYPES) for (let n = 0; n < SLOTS; n++) env.registerVariable(slotName(type, n), type);
  const sync = { async: false };
  for (const [name, ways] of Object.entries(FUNCTIONS)) {
    for (const way of ways) {
      const run = way.run as (call: Call, ...args: unknown[]) => unknown;
      env.registerFunction(`${givenName(name)}(${["CorridorCall", ...way.takes].join(", ")}): ${way.gives}`, (call: Call, ...args: unknown[]) => run(call, ...args), sync);
    }
  }
  const join = (list: readonly string[], separator: string): string => {
    let size = separator.length * list.length;
    for (const item of list) size += item.length;
    if (size > MAX_JOIN) throw new Failure(`join() would make more than ${MAX_JOIN} characters`);
    return list.join(separator);
  };
  env.registerFunction(`list<string>.${givenName("join")}(): string`, (list: readonly string[]) => join(list, ""), sync);
  env.registerFunction(`list<string>.${givenName("join")}(string): string`, join, sync);
  registerTime(env);
  return env;
}

function registerTime(env: Environment): void {
  type Timed = Moment | Span;
  const each = (type: string): void => {
    env.registerOperator(`${type} == ${type}`, (a: Timed, b: Timed) => a.ms === b.ms);
    env.registerOperator(`${type} < ${type}`, (a: Timed, b: Timed) => a.ms < b.ms);
    env.registerOperator(`${type} <= ${type}`, (a: Timed, b: Timed) => a.ms <= b.ms);
    env.registerOperator(`${type} > ${type}`, (a: Timed, b: Timed) => a.ms > b.ms);
    env.registerOperator(`${type} >= ${type}`, (a: Timed, b: Timed) => a.ms >= b.ms);
  };
  each("timestamp");
  each("duration");
  env.registerOperator("timestamp - timestamp: duration", (a: Moment, b: Moment) => new Span(a.ms - b.ms));
  env.registerOperator("timestamp - duration: timestamp", (a: Moment, b: Span) => spanToMoment(a.ms - b.ms));
  env.registerOperator("timestamp + duration: timestamp", (a: Moment, b: Span) => spanToMoment(a.ms + b.ms));
  env.registerOperator("duration + timestamp: timestamp", (a: Span, b: Moment) => spanToMoment(a.ms + b.ms));
  env.registerOperator("duration + duration: duration", (a: Span, b: Span) => new Span(a.ms + b.ms));
  env.registerOperator("duration - duration: duration", (a: Span, b: Span) => new Span(a.ms - b.ms));
}
