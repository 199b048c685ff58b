import { callOf, literalText, type Node, pathOf, syntaxOf } from "../cel/index.ts";
import type { Condition } from "../conditions/index.ts";
import type { Ground } from "../scope/index.ts";
import type { Start } from "../summary/index.ts";
import { all, and, ANY_WAY, type Facts, NO_WAY, oneWay, or, type Ways } from "./facts.ts";
import {
  allBut,
  among,
  anything,
  atLeast,
  atMost,
  both,
  isEmpty,
  type Scalar,
  type Values,
} from "../values/index.ts";

/** What can be known of conditions without running them, on this practice. */
export class Knowledge {
  readonly #possible = new Map<string, Values>();
  readonly #states: ReadonlyMap<string, readonly string[]>;
  readonly #asked = new Map<string, Ways>();

  constructor({ practice, lifecycle }: Ground) {
    this.#states = new Map(lifecycle.stages.map(({ id, states }) => [id, states]));
    for (const [name, { type, enum: values, default: usual }] of Object.entries(practice.rules.fields)) {
      if (values) this.#possible.set(`card.${name}`, among(values));
      if (type === "bool") this.#possible.set(`card.${name}`, among([true, false]));
      if (usual !== null) this.#possible.set(`has card.${name}`, among([true]));
    }
    const { cardTypes, locations } = practice.rules;
    const closed = {
      stage: lifecycle.stages.map(({ id }) => id),
      state: lifecycle.stages.flatMap(({ states }) => states),
      type: cardTypes,
      location: locations.map(({ id }) => id),
    };
    for (const [name, values] of Object.entries(closed)) {
      this.#possible.set(`card.${name}`, among(values));
      this.#possible.set(`has card.${name}`, among([true]));
    }
  }

  /** The ways in which a condition holds, or does not. */
  when(condition: Condition | null, holds = true): Ways {
    if (condition === null) return holds ? ANY_WAY : NO_WAY;
    if (condition.kind === "not") return this.when(condition.of, !holds);
    if (condition.kind === "leaf") return this.#source(condition.expr.source, holds);
    const of = condition.of.map((one) => this.when(one, holds));
    const conjunction = (condition.kind === "all") === holds;
    return conjunction ? this.consistent(all(of)) : of.reduce(or, NO_WAY);
  }

  /** What an expression that is true or false says when it is. */
  expression(source: string): Ways {
    return this.#source(source, true);
  }

  whenAll(conditions: readonly Condition[]): Ways {
    return this.consistent(all(conditions.map((one) => this.when(one))));
  }

  /** What is so when a trigger has started its rule. */
  started(start: Start, condition: Condition | null): Ways {
    return this.consistent(and(this.#begun(start), this.when(condition)));
  }

  /** What a path can hold at all. */
  possible(path: string): Values {
    return this.#possible.get(path) ?? anything;
  }

  readonly firstState = (stage: string): string => this.#states.get(stage)?.[0] ?? stage;

  /** A card that stands somewhere: `stage` or `stage.state`. */
  standing(place: string): Ways {
    const [stage = "", state] = place.split(".");
    return oneWay([
      ["card.stage", among([stage])],
      ["card.state", among(state === undefined ? (this.#states.get(stage) ?? []) : [state])],
    ]);
  }

  #begun(start: Start): Ways {
    if (start.kind === "time") {
      const steps = start.by.map((_, i) => i);
      return oneWay([
        [`has card.${start.field}`, among([true])],
        ["trigger.by", among(start.by)],
        ["trigger.step", among(steps)],
      ]);
    }
    if (start.kind === "state") return this.when(start.condition);
    if (start.kind === "outside") return ANY_WAY;
    if (start.place !== null && start.way !== "out" && start.way !== null) return this.standing(start.place);
    const { field, to } = start;
    if (field === null || to === undefined || to === null || Array.isArray(to)) return ANY_WAY;
    return oneWay([[`card.${field}`, among([to as Scalar])]]);
  }

  /** Without the ways in which a card would stand in a state of another stage. */
  consistent(ways: Ways): Ways {
    return ways.filter((facts) => {
      const [stages, states] = [facts.get("card.stage")?.among, facts.get("card.state")?.among];
      if (!stages || !states) return true;
      return [...stages].some((stage) => this.#states.get(String(stage))?.some((state) => states.has(state)));
    });
  }

  #source(source: string, holds: boolean): Ways {
    const key = `${holds}${source}`;
    const known = this.#asked.get(key);
    if (known) return known;
    const ast = syntaxOf(source);
    const ways = ast ? this.consistent(this.#node(ast, holds)) : ANY_WAY;
    this.#asked.set(key, ways);
    return ways;
  }

  #node(node: Node, holds: boolean): Ways {
    if (node.op === "!_") return this.#node(node.args as Node, !holds);
    if (node.op === "&&" || node.op === "||") {
      const [left, right] = node.args as [Node, Node];
      const join = (node.op === "&&") === holds ? and : or;
      return join(this.#node(left, holds), this.#node(right, holds));
    }
    if (node.op === "value" && typeof node.args === "boolean") return node.args === holds ? ANY_WAY : NO_WAY;
    const path = pathOf(node)?.join(".");
    if (path !== undefined) return this.#says(path, among([holds]), true);
    return callOf(node) ? this.#call(node, holds) : this.#compared(node, holds);
  }

  #call(node: Node, holds: boolean): Ways {
    const { name, args } = callOf(node) ?? { name: "", args: [] };
    const [first] = args;
    const asked = first && name === "has" ? pathOf(first)?.join(".") : undefined;
    if (asked !== undefined) return this.#says(`has ${asked}`, among([holds]), false);
    const label = first && name === "has_label" ? literalText(first) : undefined;
    return label === undefined ? ANY_WAY : this.#says(`label ${label}`, among([holds]), false);
  }

  #compared(node: Node, holds: boolean): Ways {
    const [left, right] = Array.isArray(node.args) ? (node.args as [Node, Node]) : [];
    if (!left || !right) return ANY_WAY;
    if (node.op === "in") {
      const path = pathOf(left)?.join(".");
      const values = right.op === "list" ? (right.args as Node[]).map(literalOf) : [undefined];
      const closed = values.every((value) => value !== undefined);
      return path === undefined || !closed
        ? ANY_WAY
        : this.#says(path, holds ? among(values) : allBut(values), holds);
    }
    const turned = pathOf(left) === undefined;
    const path = pathOf(turned ? right : left)?.join(".");
    const value = literalOf(turned ? left : right);
    const said =
      value === undefined
        ? undefined
        : valuesOf(turned ? (TURNED[node.op] ?? node.op) : node.op, value, holds);
    return path === undefined || said === undefined ? ANY_WAY : this.#says(path, said, true);
  }

  /** A comparison says as well that there is something to compare. */
  #says(path: string, values: Values, present: boolean): Ways {
    const possible = this.#possible.get(path) ?? anything;
    const said = both(possible, values);
    if (isEmpty(said)) return NO_WAY;
    const entries: (readonly [string, Values])[] = [[path, said]];
    if (present && path.startsWith("card.")) entries.push([`has ${path}`, among([true])]);
    return [new Map(entries) as Facts];
  }
}

const TURNED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const OPPOSITE: Readonly<Record<string, string>> = {
  "==": "!=",
  "!=": "==",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};

function valuesOf(op: string, value: Scalar, holds: boolean): Values | undefined {
  const asked = holds ? op : (OPPOSITE[op] ?? "");
  if (asked === "==") return among([value]);
  if (asked === "!=") return allBut([value]);
  if (typeof value !== "number") return undefined;
  if (asked === ">" || asked === ">=") return atLeast(value, asked === ">");
  return asked === "<" || asked === "<=" ? atMost(value, asked === "<") : undefined;
}

function literalOf(node: Node): Scalar | undefined {
  if (node.op === "-_") {
    const inner = literalOf(node.args as Node);
    return typeof inner === "number" ? -inner : undefined;
  }
  if (node.op !== "value") return undefined;
  const { args } = node;
  if (typeof args === "bigint") return Number(args);
  return typeof args === "string" || typeof args === "number" || typeof args === "boolean" ? args : undefined;
}
