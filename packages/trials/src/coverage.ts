import type { Trace } from "@corridor/engine";
import type { Ruleset } from "@corridor/rules";
import { type Arm, armsOf } from "@corridor/rules/suites";

/** What of some rules a run of tests has brought to act. */
export interface Coverage {
  readonly rules: { readonly reached: number; readonly of: number };
  readonly arms: { readonly reached: number; readonly of: number };
  /** Rules that never acted, and ways through rules that were never taken, with their places. */
  readonly never: readonly Never[];
}

export interface Never {
  readonly rule: string;
  /** `then.1.choose.0.then`; null: the whole rule. */
  readonly path: string | null;
  readonly file: string;
  readonly line: number;
}

export function coverageOf(
  { rules, files }: Pick<Ruleset, "rules" | "files">,
  traces: readonly Trace[],
): Coverage {
  const acted = new Set(
    traces.flatMap(({ rule, outcome }) => (outcome === "fired" || outcome === "shadow" ? [rule] : [])),
  );
  const taken = new Set(traces.flatMap((trace) => waysOf(trace).map((path) => `${trace.rule} ${path}`)));
  const all = armsOf(files);
  const isTaken = ({ rule, path }: Arm): boolean => taken.has(`${rule} ${path}`);
  const idle = rules.filter(({ id }) => !acted.has(id));
  const untaken = all.filter((arm) => acted.has(arm.rule) && !isTaken(arm));
  return {
    rules: { reached: rules.length - idle.length, of: rules.length },
    arms: { reached: all.filter(isTaken).length, of: all.length },
    never: [...idle.map(({ id: rule, file, line }) => ({ rule, path: null, file, line })), ...untaken],
  };
}

/** The ways through its rule that a look took. */
export function waysOf({ outcome, arms, acts }: Trace): readonly string[] {
  if (outcome === "condition-false") return acts.length > 0 ? ["else"] : [];
  if (outcome !== "fired" && outcome !== "shadow") return [];
  const chosen = arms.map(({ path, judgement }) => {
    // Where an arm does not hold the next one is asked; `else` is not asked, it is what is left.
    const [, list = "", n = ""] = /^(.*\.choose)\.(\d+)$/.exec(path) ?? [];
    return judgement.outcome === "holds" ? `${path}.then` : `${list}.${Number(n) + 1}.else`;
  });
  return ["then", ...chosen];
}

/** Per cent; all of nothing is all. */
export const share = ({ reached, of }: { readonly reached: number; readonly of: number }): number =>
  of === 0 ? 100 : (100 * reached) / of;
