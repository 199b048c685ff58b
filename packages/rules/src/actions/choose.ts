import * as z from "zod/mini";
import { assuredBy, compileCondition, type Condition, judge } from "../conditions/index.ts";
import { type Cursor, inside, isMap, members } from "../reading/index.ts";
import { assuming } from "../scope/index.ts";
import { ActFailure, type ActionKind, type ActionScope, type Runnable } from "./action.ts";

const schema = z.array(z.unknown()).check(z.minLength(1, "must have at least one arm"));
type Spec = z.infer<typeof schema>;

interface Arm {
  /** Null: `else`. */
  readonly condition: Condition | null;
  readonly then: Runnable;
}

const DEEPEST = 4;

/** The first arm whose condition holds. */
export const choose: ActionKind<Spec, readonly Arm[]> = {
  key: "choose",
  doc: {
    what: "Does the first arm whose `if` holds, and no other.",
    example:
      "- choose: [{ if: card.claim.denials >= 3, then: [{ assign: { role: manager } }] }, { else: [] }]",
    keys: {},
  },
  schema,
  needsNoCard: true,
  check(_spec, at, scope) {
    const { findings } = scope.ground;
    if (scope.depth >= DEEPEST) {
      findings.error("action-limit", at, `\`choose\` is nested at most ${DEEPEST} deep`);
      return null;
    }
    const here = { ...scope, depth: scope.depth + 1 };
    const cursors = members(at);
    const before: Condition[] = [];
    const arms = cursors.map((cursor, i) => {
      const arm = readArm(cursor, { ...here, under: [...scope.under, ...before] }, i === cursors.length - 1);
      if (arm?.condition) before.push({ kind: "not", of: arm.condition });
      return arm;
    });
    if (arms.every((arm) => arm !== null && arm.condition !== null))
      findings.warning(
        "choose-else",
        at,
        "When no arm holds, nothing happens: say so with `- else: []` as the last arm",
      );
    return arms.every((arm) => arm !== null) ? arms : null;
  },
  deeds: () => [],
  run(arms, run, path) {
    for (const [i, { condition, then }] of arms.entries()) {
      if (condition === null) return then(run, `${path}.choose.${i}.else`);
      const judged = judge(condition, run.moment);
      const { outcome, leaves } = judged;
      run.firing.judged?.(`${path}.choose.${i}`, judged);
      if (outcome === "holds") return then(run, `${path}.choose.${i}.then`);
      if (outcome === "unknown" || outcome === "error")
        throw new ActFailure(
          path,
          outcome,
          leaves.find((leaf) => leaf.error !== null)?.error ?? "it can not be told",
        );
    }
    return [];
  },
};

function readArm(at: Cursor, scope: ActionScope, last: boolean): Arm | null {
  const { findings } = scope.ground;
  const keys = isMap(at.value) ? Object.keys(at.value).sort().join() : "";
  if (keys === "else") {
    if (!last)
      findings.strict("action-unreachable", at, "Arms after `else` are never reached", { part: "key" });
    const then = scope.actions(inside(at, "else"), scope);
    return then && { condition: null, then };
  }
  if (keys !== "if,then") {
    findings.error("condition-shape", at, "An arm has `if` and `then`, or only `else`");
    return null;
  }
  const condition = compileCondition(scope, inside(at, "if"));
  if (condition) scope.outline.arms.push({ at, condition, under: scope.under });
  const under = condition ? [...scope.under, condition] : scope.under;
  const present = condition ? assuredBy(condition) : [];
  const then = scope.actions(inside(at, "then"), { ...scope, ...assuming(scope, present), under });
  return condition && then && { condition, then };
}
