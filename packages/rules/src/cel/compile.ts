import type { CelError, Compiled, CompiledExpr, CompileOptions, Evaluation, ExprType, Leaf, Bindings } from "./types.ts";
import { type Analysis, analyze } from "./analyze.ts";
import { deeperThan } from "./ast.ts";
import { clauseOf, clausesOf } from "./clauses.ts";
import { Unknown } from "./failure.ts";
import { leafSources } from "./leaves.ts";
import { type Parsed, parse } from "./library.ts";
import { explain, inWords } from "./messages.ts";
import type { Schema } from "./schema.ts";
import { fits, plainResult } from "./values-out.ts";
import { valueOf } from "./values-in.ts";

export const MAX_SOURCE = 2_000;
/** Levels of the tree; checking and evaluating recurse, and a stack that overflows ends more than a rule. */
const MAX_HEIGHT = 250;
/** Faults shown of one expression. */
const MAX_ERRORS = 10;

const fault = (code: CelError["code"], message: string, offset: number, endOffset: number): CelError => ({ code, message, offset, endOffset });

/** Compiles one expression against a schema. Never throws. */
export function compile(schema: Schema, source: string, expect: ExprType | "any", options: CompileOptions = {}): Compiled {
  const fail = (...errors: readonly CelError[]): Compiled => ({ ok: false, errors: errors.slice(0, MAX_ERRORS) });
  if (source.length > MAX_SOURCE) return fail(fault("cel-limit", `the expression is longer than ${MAX_SOURCE} characters`, MAX_SOURCE, source.length));
  if (source.trim() === "") return fail(fault("cel-syntax", "the expression is empty", 0, source.length));
  const odd = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.exec(source);
  if (odd) return fail(fault("cel-syntax", "there is an invisible character here", odd.index, odd.index + 1));
  const parsed = tryParse(source);
  if ("code" in parsed) return fail(parsed);
  if (deeperThan(parsed.ast, MAX_HEIGHT)) return fail(fault("cel-limit", "the expression is too deep or too long", 0, source.length));
  const leaves = leafSources(source, parsed.ast);
  const analysis = analyze(parsed.ast, schema, options.present ?? []);
  const errors = options.absent === "allow" ? analysis.errors.filter((e) => e.code !== "cel-absent") : analysis.errors;
  if (errors.length > 0) return fail(...errors);
  if (analysis.whole?.phi) return { ok: true, expr: protectedExpr(source, analysis) };
  if (analysis.whole?.type === "card") return fail(fault("cel-type", `${analysis.whole.path} is a whole card: name one of its fields`, 0, source.length));
  const checked = parsed.check();
  if (!checked.valid) return fail(typeFault(checked.error, source));
  const type = exprType(checked.type ?? "dyn");
  if (!type || !agrees(type, expect)) return fail(fault("cel-type", `this is ${inWords(checked.type ?? "something else")}, and should be ${inWords(expect)}${expect === "bool" ? ": compare it with something" : ""}`, 0, source.length));
  return { ok: true, expr: expression(schema, source, parsed, analysis, type, expect, leaves) };
}

function tryParse(source: string): Parsed | CelError {
  try {
    return parse(source);
  } catch (problem) {
    return typeFault(problem as Problem, source, "cel-syntax");
  }
}

interface Problem {
  readonly summary?: string;
  readonly message: string;
  readonly code?: string;
  readonly range?: { readonly start: number; readonly end: number };
}

function typeFault(problem: Problem | undefined, source: string, code: CelError["code"] = "cel-type"): CelError {
  const start = problem?.range?.start ?? 0;
  const end = problem?.range?.end ?? source.length;
  const limit = problem?.code === "limit_exceeded" || problem instanceof RangeError;
  return fault(limit ? "cel-limit" : code, limit ? "the expression is too deep or too long" : explain(problem?.summary ?? problem?.message ?? "this can not be read"), start, Math.max(end, start + 1));
}

const EXPR_TYPES = new Set<string>(["string", "bool", "int", "double", "timestamp", "duration", "list<string>", "list", "map", "dyn"]);

/** The library's type as one of ours; undefined for types rules have no use for. */
function exprType(name: string): ExprType | undefined {
  if (EXPR_TYPES.has(name)) return name as ExprType;
  if (name === "null") return "dyn";
  return name.startsWith("dyn") ? "dyn" : name.startsWith("list<") ? "list" : name.startsWith("map<") ? "map" : undefined;
}

function agrees(type: ExprType, expect: ExprType | "any"): boolean {
  if (expect === "any" || expect === "dyn" || type === "dyn" || type === expect) return true;
  return (expect === "double" && type === "int") || (expect.startsWith("list") && type.startsWith("list") && (expect === "list" || type === "list"));
}

/** Runs something that may throw; unknown values and failures become results. Nothing a person stored is in a message. */
function guarded(run: () => unknown): Evaluation {
  try {
    return { ok: true, value: run() };
  } catch (problem) {
    const { summary, message, code } = problem as Problem;
    if (problem instanceof Unknown) return { ok: false, code: "unknown", message };
    // The library's own sentence would name the key, which may be a value a person stored.
    if (code === "no_such_key") return { ok: false, code: "unknown", message: "a table or an answer has no such entry" };
    return { ok: false, code: "error", message: explain(summary ?? message) };
  }
}

function expression(
  schema: Schema, source: string, parsed: Parsed, analysis: Analysis, type: ExprType, expect: ExprType | "any", leaves: readonly string[],
): CompiledExpr {
  const evaluate = (bindings: Bindings): Evaluation =>
    guarded(() => {
      const value = plainResult(parsed(analysis.slots.context(bindings)));
      if (type === "dyn" && !fits(value, expect)) throw new Error(`the result should be ${inWords(expect)} and is not`);
      return value;
    });
  const base = common(source, analysis);
  const part = (text: string): Compiled => compile(schema, text, "any", { absent: "allow" });
  const parts = {
    clauses: kept(() => clausesOf(source, schema, part)),
    whole: kept(() => [clauseOf(source, { ...base, evaluate }, schema, part)]),
  };
  return { ...base, ...parts, type, evaluate, leaves: leaves.map((leaf) => makeLeaf(schema, source, leaf, base.reads, evaluate)) };
}

function common(source: string, analysis: Analysis): Omit<CompiledExpr, "type" | "evaluate" | "leaves" | "clauses" | "whole"> {
  const infos = [...analysis.slots.paths.values()].filter((info) => info.path !== "now" && info.type !== "card");
  return {
    source,
    reads: infos.map((info) => info.path),
    usesNow: analysis.usesNow,
    calls: [...analysis.calls],
    unguarded: [...analysis.unguarded],
    assures: [...analysis.assures],
    readValues: (bindings) =>
      Object.fromEntries(infos.map((info) => {
        const value = valueOf(info, bindings) ?? null;
        return [info.path, info.phi && value !== null ? "‹phi›" : value];
      })),
  };
}

/** Made when first asked for. */
function kept<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function protectedExpr(source: string, analysis: Analysis): CompiledExpr {
  const info = analysis.whole as NonNullable<Analysis["whole"]>;
  const evaluate = (bindings: Bindings): Evaluation => {
    const value = valueOf(info, bindings) ?? null;
    return value === null ? { ok: false, code: "unknown", message: `${info.path} has no value` } : { ok: true, value };
  };
  const base = common(source, analysis);
  const none = { clauses: () => [], whole: () => [] };
  return { ...base, ...none, phi: info.path, type: info.type === "card" ? "dyn" : info.type, evaluate, leaves: [{ source, reads: base.reads, evaluate }] };
}

// A part is compiled when a trace first asks for it; most expressions never are.
function makeLeaf(schema: Schema, whole: string, source: string, reads: readonly string[], evaluate: CompiledExpr["evaluate"]): Leaf {
  if (source === whole.trim()) return { source, reads, evaluate };
  let compiled: Compiled | undefined;
  const get = (): Compiled => (compiled ??= compile(schema, source, "any", { absent: "allow" }));
  return {
    source,
    get reads() {
      const made = get();
      return made.ok ? made.expr.reads : [];
    },
    evaluate: (bindings) => {
      const made = get();
      return made.ok ? made.expr.evaluate(bindings) : { ok: false, code: "error", message: made.errors[0]?.message ?? "can not be read" };
    },
  };
}

