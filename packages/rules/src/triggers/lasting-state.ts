import { type CompiledExpr, metricIn } from "../cel/index.ts";
import { compileCondition, type Condition, expressionsIn } from "../conditions/index.ts";
import type { Cursor } from "../reading/index.ts";
import { type Ground, scopeOf } from "../scope/index.ts";

/** A condition that is true for a while: asked again whenever something it reads changes, and only then. */
export interface LastingState {
  readonly condition: Condition;
  readonly reads: readonly string[];
  /** What changes the answer: `card.insurance.status` is watched as `insurance.status`. */
  readonly watches: readonly string[];
}

/** The state written at this place, or null after its faults were noted. */
export function compileState(at: Cursor, ground: Ground): LastingState | null {
  const condition = compileCondition(scopeOf(ground), at);
  if (!condition) return null;
  const exprs = expressionsIn(condition);
  if (exprs.some((expr) => expr.usesNow)) {
    const message =
      "This changes with the clock alone, and nothing would ask it again: use `before` or `after`";
    ground.findings.strict("trigger-now", at, message);
  }
  const reads = exprs.flatMap((expr) => expr.reads);
  if (reads.some((path) => metricIn(path) !== null)) {
    const message =
      "What is counted over many cards is not asked again while a state lasts: wait for it with `metric:`";
    ground.findings.strict("trigger-now", at, message);
  }
  const actor = reads.find((path) => path.startsWith("actor."));
  if (actor === undefined) return { condition, reads, watches: [...new Set(exprs.flatMap(watchedBy))] };
  ground.findings.error(
    "cel-unknown-name",
    at,
    `A state of the card has no \`${actor}\`: nobody is acting while it lasts`,
  );
  return null;
}

function watchedBy({ reads, calls }: CompiledExpr): readonly string[] {
  const paths = reads.map((path) => {
    if (path === "entered_stage_at") return "stage";
    if (path === "entered_state_at") return "state";
    return path.startsWith("card.") ? path.slice("card.".length) : path;
  });
  return [...paths, ...calls.flatMap((name) => ASKED[name] ?? [])];
}

/** What a function looks at besides its arguments. */
const ASKED: Readonly<Record<string, string>> = {
  has_label: "labels",
  open_tasks: "tasks",
  checklist_done: "tasks",
};
