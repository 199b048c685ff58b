import type { CompiledExpr } from "../cel/index.ts";
import { type Cursor, inside, isMap, lineOf, members } from "../reading/index.ts";
import { assuming, compileExpression, type Scope } from "../scope/index.ts";

/** What must hold. Every leaf is one line of the trace. */
export type Condition =
  | { readonly kind: "leaf"; readonly expr: CompiledExpr; readonly because: string | null; readonly line: number }
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition };

/** One expression, a list of which all must hold, `any`, `not`, or `expr` with its sentence. */
export function compileCondition(scope: Scope, at: Cursor): Condition | null {
  if (typeof at.value === "string") return leaf(scope, at, null);
  if (Array.isArray(at.value)) return all(scope, at);
  if (!isMap(at.value)) return malformed(scope, at);
  const keys = Object.keys(at.value).sort().join();
  if (keys === "any" && Array.isArray(at.value["any"])) return any(scope, inside(at, "any"));
  if (keys === "not") {
    const of = compileCondition(scope, inside(at, "not"));
    return of && { kind: "not", of };
  }
  if (keys === "expr") return leaf(scope, inside(at, "expr"), null);
  if (keys === "because,expr" && typeof at.value["because"] === "string")
    return leaf(scope, inside(at, "expr"), at.value["because"]);
  return malformed(scope, at);
}

/** Paths that surely hold a value where the condition holds. */
export function assuredBy(condition: Condition): readonly string[] {
  if (condition.kind === "leaf") return condition.expr.assures;
  if (condition.kind === "not") return [];
  const [first = [], ...rest] = condition.of.map(assuredBy);
  if (condition.kind === "all") return [...first, ...rest.flat()];
  return first.filter((path) => rest.every((paths) => paths.includes(path)));
}

/** Every expression of a condition, in order. */
export function expressionsIn(condition: Condition): readonly CompiledExpr[] {
  if (condition.kind === "leaf") return [condition.expr];
  return condition.kind === "not" ? expressionsIn(condition.of) : condition.of.flatMap(expressionsIn);
}

function leaf(scope: Scope, at: Cursor, because: string | null): Condition | null {
  const expr = compileExpression(scope, at, "bool");
  return expr && { kind: "leaf", expr, because, line: lineOf(at) };
}

/** What an earlier one assures, a later one may use. */
function all(scope: Scope, at: Cursor): Condition | null {
  const of: Condition[] = [];
  let here = scope;
  for (const member of members(at)) {
    const condition = compileCondition(here, member);
    if (!condition) continue;
    of.push(condition);
    here = assuming(here, assuredBy(condition));
  }
  return of.length === members(at).length ? { kind: "all", of } : null;
}

function any(scope: Scope, at: Cursor): Condition | null {
  const of = members(at).map((member) => compileCondition(scope, member));
  return of.every((one) => one !== null) && of.length > 0 ? { kind: "any", of } : null;
}

function malformed(scope: Scope, at: Cursor): null {
  const message =
    "A condition is an expression, a list of them, `any: […]`, `not: …`, or `expr` with `because`";
  scope.ground.findings.error("condition-shape", at, message);
  return null;
}
