import type { CelCode } from "../diagnostics/index.ts";
import { type Call, callOf, childrenOf, LOOPS, type Node, pathOf } from "./ast.ts";
import { checkCall } from "./check-call.ts";
import { checkEnum } from "./check-enum.ts";
import type { PathInfo, Schema } from "./schema.ts";
import { Slots } from "./slots.ts";
import type { CelError } from "./types.ts";

const MAX_LOOPS = 2;
/** What a loop may run over: lists whose length is bounded. */
const LOOPABLE = new Set(["map", "filter"]);

/** Paths that surely hold a value when an expression is true, and when it is false. */
interface Facts {
  readonly whenTrue: ReadonlySet<string>;
  readonly whenFalse: ReadonlySet<string>;
}

/** Where in an expression a node stands. */
interface Scope {
  readonly present: ReadonlySet<string>;
  readonly locals: ReadonlySet<string>;
  readonly loops: number;
}

export interface Analysis {
  readonly errors: readonly CelError[];
  readonly slots: Slots;
  readonly assures: ReadonlySet<string>;
  readonly unguarded: ReadonlySet<string>;
  readonly usesNow: boolean;
  readonly calls: ReadonlySet<string>;
  /** The path, when the expression is nothing else. */
  readonly whole: PathInfo | undefined;
}

const NOTHING: ReadonlySet<string> = new Set();
const NO_FACTS: Facts = { whenTrue: NOTHING, whenFalse: NOTHING };
const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => new Set([...a, ...b]);
const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => new Set([...a].filter((path) => b.has(path)));

/** Checks names, protection, absence and forbidden forms, and rewrites paths and calls to what the library runs. */
export function analyze(ast: Node, schema: Schema, present: Iterable<string>): Analysis {
  const walker = new Walker(schema);
  const whole = walker.whole(ast);
  const facts = pathOf(ast) ? NO_FACTS : walker.walk(ast, { present: new Set(present), locals: NOTHING, loops: 0 });
  if (whole && whole.absent && !new Set(present).has(whole.path)) walker.unguarded.add(whole.path);
  return { errors: walker.errors, slots: walker.slots, assures: facts.whenTrue, unguarded: walker.unguarded, usesNow: walker.usesNow, calls: walker.calls, whole };
}

export class Walker {
  readonly errors: CelError[] = [];
  readonly slots = new Slots();
  readonly unguarded = new Set<string>();
  readonly calls = new Set<string>();
  readonly schema: Schema;
  usesNow = false;
  constructor(schema: Schema) {
    this.schema = schema;
  }

  fail(node: Node, code: CelCode, message: string, suggestion?: string): void {
    const fault = { code, message, offset: node.start, endOffset: Math.max(node.end, node.start + 1) };
    this.errors.push(suggestion === undefined ? fault : { ...fault, suggestion });
  }

  /** An expression that is only a path may pass on what could not be computed with. */
  whole(ast: Node): PathInfo | undefined {
    const segments = pathOf(ast);
    if (!segments) return undefined;
    const info = this.find(ast, segments);
    if (!info) return undefined;
    if (info.path === "now") this.usesNow = true;
    this.put(ast, info, "value");
    return info;
  }

  walk(node: Node, scope: Scope): Facts {
    switch (node.op) {
      case "&&":
      case "||":
        return this.#logic(node, scope);
      case "!_": {
        const facts = this.walk(node.args as Node, scope);
        return { whenTrue: facts.whenFalse, whenFalse: facts.whenTrue };
      }
      case "?:": {
        const [condition, left, right] = node.args as [Node, Node, Node];
        const facts = this.walk(condition, scope);
        this.walk(left, { ...scope, present: both(scope.present, facts.whenTrue) });
        this.walk(right, { ...scope, present: both(scope.present, facts.whenFalse) });
        return NO_FACTS;
      }
      case "id":
      case ".":
        this.#read(node, scope);
        return NO_FACTS;
      case "value":
        if (typeof node.args === "object" && node.args !== null) this.fail(node, "cel-refused", "bytes and unsigned numbers are not offered");
        return NO_FACTS;
      case "call":
      case "rcall":
        return this.#call(node, callOf(node) as Call, scope);
    }
    if (this.#samePatient(node)) return NO_FACTS;
    checkEnum(this, node, scope.locals);
    for (const child of childrenOf(node)) this.walk(child, scope);
    return NO_FACTS;
  }

  #logic(node: Node, scope: Scope): Facts {
    const [left, right] = node.args as [Node, Node];
    const a = this.walk(left, scope);
    const and = node.op === "&&";
    const b = this.walk(right, { ...scope, present: both(scope.present, and ? a.whenTrue : a.whenFalse) });
    return and
      ? { whenTrue: both(a.whenTrue, b.whenTrue), whenFalse: shared(a.whenFalse, b.whenFalse) }
      : { whenTrue: shared(a.whenTrue, b.whenTrue), whenFalse: both(a.whenFalse, b.whenFalse) };
  }

  #read(node: Node, scope: Scope): void {
    const segments = pathOf(node);
    // A member of something computed (`x[0].status`): only what is below needs a look.
    if (!segments) return void childrenOf(node).forEach((child) => this.walk(child, scope));
    if (scope.locals.has(segments[0] as string)) return;
    const info = this.find(node, segments);
    if (!info) return;
    if (info.type === "card") return this.fail(node, "cel-type", `${info.path} is a whole card: name one of its fields`);
    if (info.phi) return this.fail(node, "cel-phi", `${info.path} is protected: it may only be passed on whole, or asked for with has(${info.path})`);
    if (info.path === "now") this.usesNow = true;
    if (info.absent && !scope.present.has(info.path)) this.#missing(node, info);
    this.put(node, info, "value");
  }

  /** Whether two cards are of one patient says nothing of who that is: their ids may be compared, with each other alone. */
  #samePatient(node: Node): boolean {
    if (node.op !== "==" && node.op !== "!=") return false;
    const sides = (node.args as [Node, Node]).map((side) => ({ side, info: this.#patientIn(pathOf(side)) }));
    const both = sides.every(({ info }) => info !== undefined);
    if (both) for (const { side, info } of sides) this.put(side, info as PathInfo, "value");
    return both;
  }

  #patientIn([root = "", ...rest]: readonly string[] = []): PathInfo | undefined {
    const card = this.schema.lookup([root]);
    if ("unknown" in card || card.type !== "card" || rest.join(".") !== "patient.id") return undefined;
    const found = this.schema.lookup([root, ...rest]);
    return "unknown" in found ? undefined : found;
  }

  #missing(node: Node, info: PathInfo): void {
    this.unguarded.add(info.path);
    this.fail(node, "cel-absent", `${info.path} may be absent: ask first, \`has(${info.path}) && …\``);
  }

  #call(node: Node, call: Call, scope: Scope): Facts {
    this.calls.add(call.name);
    if (call.receiver && LOOPS.has(call.name) && call.args.length >= 2) {
      this.#loop(node, call, scope);
      return NO_FACTS;
    }
    if (call.name === "has" && !call.receiver) return this.#has(node, call);
    if (call.name === "join" && scope.loops > 0) this.fail(node, "cel-refused", "join() can not stand inside a loop");
    if (call.name === "age" || call.name === "after") this.usesNow = true;
    const rest = checkCall(this, node, call, scope.present);
    if (call.receiver) this.walk(call.receiver, scope);
    for (const arg of rest) this.walk(arg, scope);
    return NO_FACTS;
  }

  #has(node: Node, call: Call): Facts {
    const [arg] = call.args;
    const segments = arg && call.args.length === 1 ? pathOf(arg) : undefined;
    if (!arg || !segments) {
      this.fail(node, "cel-type", "has() asks for one field: has(card.assignee)");
      return NO_FACTS;
    }
    const info = this.find(arg, segments);
    if (!info) return NO_FACTS;
    if (info.type === "card") {
      this.fail(node, "cel-type", "has() asks for one field: has(card.assignee)");
      return NO_FACTS;
    }
    this.put(node, info, "has");
    return { whenTrue: new Set([info.path]), whenFalse: NOTHING };
  }

  #loop(node: Node, call: Call, scope: Scope): void {
    const over = call.receiver as Node;
    const [name, ...bodies] = call.args as [Node, ...Node[]];
    const inner = callOf(over);
    const bounded = pathOf(over) !== undefined || over.op === "list" || (inner !== undefined && LOOPABLE.has(inner.name));
    if (!bounded) this.fail(over, "cel-refused", "a loop runs over a field, a list as written, or the result of map or filter");
    if (scope.loops >= MAX_LOOPS) return this.fail(node, "cel-refused", `loops may stand in each other ${MAX_LOOPS} deep, not deeper`);
    this.walk(over, scope);
    const local = name.op === "id" ? (name.args as string) : "";
    if (local === "" || local.startsWith("__")) return this.fail(name, "cel-syntax", "a loop names its element first: labels.exists(l, l == \"x\")");
    if (this.schema.hasRoot(local)) return this.fail(name, "cel-refused", `“${local}” has a meaning already: call the element something else`);
    const body = { present: scope.present, locals: new Set([...scope.locals, local]), loops: scope.loops + 1 };
    for (const each of bodies) this.walk(each, body);
  }

  /** The path's declaration; reports what is wrong with it otherwise. */
  find(node: Node, segments: readonly string[]): PathInfo | undefined {
    const found = this.schema.lookup(segments);
    if (!("unknown" in found)) return found;
    this.fail(node, "cel-unknown-name", found.unknown, found.suggestion);
    return undefined;
  }

  put(node: Node, info: PathInfo, mode: "value" | "has" | "key"): void {
    if (!this.slots.put(node, info, mode)) this.fail(node, "cel-limit", "the expression reads too many fields");
  }
}
