import type { Verdict } from "@corridor/domain";
import type { CompiledExpr } from "../cel/index.ts";
import { type Cursor, entries, inside, members } from "../reading/index.ts";
import { compileExpression, evaluate, type Ground, known, type Moment, scopeOf } from "../scope/index.ts";
import { guardId } from "./read-lifecycle.ts";

export type Guard = (moment: Moment) => Verdict;

/** The guards of a lifecycle by id. They read `card` and `actor`. The roles it names are those of the practice. */
export function compileGuards(at: Cursor, ground: Ground): ReadonlyMap<string, Guard> {
  const guards = new Map<string, Guard>();
  for (const [from, stage] of entries(inside(at, "stages"))) {
    for (const role of members(inside(stage, "wip", "override")))
      known({ ground }, "role", role, Object.keys(ground.practice.rules.roles));
    for (const move of members(inside(stage, "moves"))) {
      const [to, condition] = [inside(move, "to").value, inside(move, "if")];
      if (condition.value === undefined) continue;
      const expr = compileExpression(scopeOf(ground), condition, "bool");
      if (expr) guards.set(guardId(from, String(to)), guard(expr, String(inside(move, "because").value)));
    }
  }
  return guards;
}

const guard =
  (expr: CompiledExpr, because: string): Guard =>
  (moment) => {
    const said = evaluate(expr, moment);
    if (!said.ok)
      return { ok: false, because: `It can not be told whether this may be: ${said.message}`, unknown: true };
    return said.value === true ? { ok: true } : { ok: false, because };
  };
