import { didYouMean } from "../diagnostics/index.ts";
import {
  type CelEnv,
  type CelError,
  type CompiledExpr,
  type ExprType,
  metricIn,
  type TextPart,
  type VarTypes,
} from "../cel/index.ts";
import { type Cursor, inside, isMap } from "../reading/index.ts";
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
  /** What of the card there is to see: nothing where a rule starts on none, its location where it starts for one. */
  readonly card: CardSeen;
  /** What needs a card all the same, in words; grows as well. */
  readonly needs: Set<string>;
}

export type CardSeen = "all" | "location" | "nothing";

/** Names every expression sees besides `card` and `now`. */
export const COMMON: VarTypes = {
  "actor.id": "string",
  "actor.role": "string",
  "actor.kind": { enum: ["user", "rule", "timer", "import", "api"] },
  "practice.timezone": "string",
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
    card: "all",
    needs: new Set(),
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
  return compiled.ok && noteReads(scope, at, compiled.expr) ? compiled.expr : null;
}

/** Functions that ask the card without naming it. */
const ON_CARD: ReadonlySet<string> = new Set(["has_label", "checklist_done", "open_tasks"]);
const ofCard = (path: string): boolean => /^card(\.|$)|^entered_(stage|state)_at$/.test(path);

/** Notes what is read. False where that is of a card there is none of. */
export function noteReads(
  scope: Scope,
  at: Cursor,
  { reads, calls = [] }: { readonly reads: readonly string[]; readonly calls?: readonly string[] },
): boolean {
  for (const path of reads) scope.reads.add(path);
  const asked = [
    ...reads.filter((path) => ofCard(path) || metricIn(path)?.per === "location"),
    ...calls.filter((name) => ON_CARD.has(name)).map((name) => `${name}(…)`),
  ];
  return asked.every((what) =>
    needsCard(scope, at, `\`${what}\``, what === "card.location" || metricIn(what) !== null),
  );
}

/** Notes that something here needs a card; `placed`: its location would do. False where there is none. */
export function needsCard(scope: Scope, at: Cursor, what: string, placed = false): boolean {
  if (placed && scope.card === "location") return true;
  scope.needs.add(what);
  if (scope.card === "all") return true;
  const message = `There is no card here, and ${what} needs one`;
  scope.ground.findings.error("trigger-no-card", at, message);
  return false;
}

/** Text with `${…}` parts, or a value after `=`. In `{ text: … }` a text may begin with `=`. */
export function compileText(scope: Scope, at: Cursor, absent: Absent = "error"): readonly TextPart[] | null {
  if (isMap(at.value)) return compileParts(scope, inside(at, "text"), absent);
  if (!String(at.value).startsWith("=")) return compileParts(scope, at, absent);
  const expr = compileExpression(scope, at, "any", { from: 1 });
  return expr && [{ expr }];
}

function compileParts(scope: Scope, at: Cursor, absent: Absent): readonly TextPart[] | null {
  const compiled = forgiving(scope, at, 0, absent, (how) =>
    scope.cel.parseText(String(at.value), { present: scope.present, absent: how }),
  );
  if (!compiled.ok) return null;
  const seen = compiled.parts.map((part) => !("expr" in part) || noteReads(scope, at, part.expr));
  return seen.includes(false) ? null : compiled.parts;
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
