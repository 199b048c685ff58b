import { callOf, childrenOf, literalText, type Node } from "./ast.ts";
import { balanced } from "./leaves.ts";
import { parse } from "./library.ts";
import type { PathInfo, Schema } from "./schema.ts";
import type { Asked, Bindings, Clause, Compiled, CompiledExpr } from "./types.ts";

const COMPARING = new Set(["<", "<=", ">", ">=", "==", "!="]);
/** Functions that ask the card by a name written in the expression. */
const ASKING = new Set<string>(["has_label", "open_tasks", "checklist_done"] satisfies readonly Asked["call"][]);
/** Values of one clause that are looked at; more is a table, and no table is walked through for an answer. */
const MOST = 40;

/** The parts of an expression that must hold each by itself, in the order written. */
export function clausesOf(source: string, schema: Schema, compile: (part: string) => Compiled): readonly Clause[] {
  return conjuncts(source, parse(source).ast).flatMap((part) => {
    const compiled = compile(part);
    return compiled.ok ? [clauseOf(part, compiled.expr, schema, compile)] : [];
  });
}

function conjuncts(source: string, node: Node): readonly string[] {
  if (node.op !== "&&") return [balanced(source, node.start, node.end)];
  return (node.args as Node[]).flatMap((child) => conjuncts(source, child));
}

/** An expression, or a part of one, with what could be different about it. */
export function clauseOf(source: string, expr: Pick<CompiledExpr, "usesNow" | "reads" | "readValues" | "evaluate">, schema: Schema, compile: (part: string) => Compiled): Clause {
  const nodes = nodesOf(parse(source).ast);
  const comparisons = nodes.filter((node) => COMPARING.has(node.op));
  return {
    ...{ source, usesNow: expr.usesNow, evaluate: expr.evaluate, readValues: expr.readValues },
    paths: expr.reads.flatMap((path): PathInfo[] => {
      const found = schema.lookup(path.split("."));
      return "unknown" in found ? [] : [found];
    }),
    literals: literalsOf(nodes).slice(0, MOST),
    asked: nodes.flatMap(askedOf),
    gaps: comparisons.flatMap((node) => gapOf(source, node, compile)),
  };
}

const nodesOf = (node: Node): readonly Node[] => [node, ...childrenOf(node).flatMap(nodesOf)];

const literalsOf = (nodes: readonly Node[]): Clause["literals"] =>
  nodes.flatMap(({ op, args }) => {
    if (op !== "value") return [];
    if (typeof args === "bigint") return [Number(args)];
    return typeof args === "string" || typeof args === "number" || typeof args === "boolean" ? [args] : [];
  });

function askedOf(node: Node): readonly Asked[] {
  const call = callOf(node);
  const name = call?.args[0] && literalText(call.args[0]);
  return call && name !== undefined && ASKING.has(call.name) ? [{ call: call.name as Asked["call"], name }] : [];
}

/** Left minus right of a comparison of numbers or times; nothing for other comparisons. */
function gapOf(source: string, node: Node, compile: (part: string) => Compiled): Clause["gaps"] {
  const [left, right] = (node.args as [Node, Node]).map((side) => balanced(source, side.start, side.end));
  const compiled = compile(`(${left}) - (${right})`);
  if (!compiled.ok) return [];
  return [
    (bindings: Bindings) => {
      const said = compiled.expr.evaluate(bindings);
      return said.ok && typeof said.value === "number" ? said.value : null;
    },
  ];
}
