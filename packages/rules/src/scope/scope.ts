import { didYouMean } from "../diagnostics/index.ts";
import type { CelEnv, CelError, CompiledExpr, ExprType, TextPart, VarTypes } from "../cel/index.ts";
import type { Cursor } from "../reading/index.ts";
import type { Ground } from "./ground.ts";

/** Where an expression stands: which names it sees and what is known to be present there. */
export interface Scope {
  readonly ground: Ground;
  readonly vars: VarTypes;
  readonly cel: CelEnv;
  readonly present: ReadonlySet<string>;
  /** Whether absent values are let pass: where a trigger could not be read, nobody knows what is present. */
  readonly lenient: boolean;
  /** Every path that an expression of this rule reads; grows while the rule is compiled. */
  readonly reads: Set<string>;
}

/** Names every expression sees besides `card` and `now`. */
export const COMMON: VarTypes = {
  "actor.id": "string",
  "actor.role": "string",
  "actor.kind": { enum: ["user", "rule", "timer", "import", "api"] },
  entered_stage_at: "timestamp",
  entered_state_at: "timestamp",
};

export function scopeOf(ground: Ground, vars: VarTypes = {}, present: Iterable<string> = []): Scope {
  const all = { ...COMMON, ...vars };
  return {
    ground,
    vars: all,
    cel: ground.cel(all),
    present: new Set(present),
    lenient: false,
    reads: new Set(),
  };
}

export function withVars(scope: Scope, vars: VarTypes): Scope {
  const all = { ...scope.vars, ...vars };
  return { ...scope, vars: all, cel: scope.ground.cel(all) };
}

export function assuming(scope: Scope, paths: Iterable<string>): Scope {
  return { ...scope, present: new Set([...scope.present, ...paths]) };
}

/** The expression written at this place, or null after its faults were noted. `from` skips a leading `=`. */
export function compileExpression(
  scope: Scope,
  at: Cursor,
  expect: ExprType | "any",
  { from = 0 }: { readonly from?: number } = {},
): CompiledExpr | null {
  if (typeof at.value !== "string") {
    scope.ground.findings.error("shape-type", at, "An expression is written as text");
    return null;
  }
  const source = at.value.slice(from);
  const compiled = forgiving(scope, at, from, scope.lenient ? "allow" : "error", (absent) =>
    scope.cel.compile(source, expect, { present: scope.present, absent }),
  );
  if (!compiled.ok) return null;
  for (const path of compiled.expr.reads) scope.reads.add(path);
  return compiled.expr;
}

/** Text with `${…}` parts. */
export function compileText(scope: Scope, at: Cursor, absent: Absent = "error"): readonly TextPart[] | null {
  const compiled = forgiving(scope, at, 0, absent, (how) =>
    scope.cel.parseText(String(at.value), { present: scope.present, absent: how }),
  );
  if (!compiled.ok) return null;
  for (const part of compiled.parts)
    if ("expr" in part) for (const path of part.expr.reads) scope.reads.add(path);
  return compiled.parts;
}

type Absent = "error" | "allow";
type Tried<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly errors: readonly CelError[] };

/**
 * Compiles and notes what is wrong. In a kept ruleset a value that may be absent is noted and let pass: where it is
 * absent, the expression can not be told.
 */
function forgiving<T>(
  scope: Scope,
  at: Cursor,
  from: number,
  absent: Absent,
  compile: (absent: Absent) => Tried<T>,
): Tried<T> {
  const tried = compile(absent);
  if (tried.ok) return tried;
  for (const error of tried.errors) noteCel(scope, at, error, from);
  const livable = tried.errors.every((error) => error.code === "cel-absent");
  return scope.ground.findings.reviving && livable ? compile("allow") : tried;
}

function noteCel(scope: Scope, at: Cursor, error: CelError, from: number): void {
  const span = [error.offset + from, error.endOffset + from] as const;
  const pointing = { span, suggestion: error.suggestion };
  if (error.code === "cel-absent") scope.ground.findings.strict(error.code, at, error.message, pointing);
  else scope.ground.findings.error(error.code, at, error.message, pointing);
}

/** Whether the name is one of these; if not, that is noted with the nearest. */
export function known(
  scope: { readonly ground: Ground },
  what: string,
  at: Cursor,
  names: Iterable<string>,
  part: "key" | "value" = "value",
): boolean {
  const [name, all] = [String(at.value), [...names]];
  if (all.includes(name)) return true;
  const suggestion = didYouMean(name, all);
  const listed =
    suggestion === undefined && all.length > 0 && all.length <= 12 ? `; there is ${all.join(", ")}` : "";
  scope.ground.findings.error("name-unknown", at, `There is no ${what} called “${name}”${listed}`, {
    part,
    suggestion,
  });
  return false;
}
