import type { Bindings, Clause, CompiledExpr } from "../cel/index.ts";
import { type Condition, judge } from "../conditions/index.ts";
import { bindingsFor, type Moment } from "../scope/index.ts";
import { type Asking, candidatesOf } from "./candidates.ts";
import type { Candidate, Overrides } from "./change.ts";

/** A rule asked why: its moment, as it is or with something changed, and its `let` names. */
export interface Asked {
  readonly moment: (overrides?: Overrides) => Moment;
  readonly names: ReadonlyMap<string, CompiledExpr>;
}

/** A clause that stands in the way. `want` is what it should say: false inside a `not`. */
export interface Hindrance {
  readonly clause: Clause;
  readonly want: boolean;
  readonly because: string | null;
  readonly line: number;
}

/** Every clause that keeps the conditions from holding, in the order they are asked; none where they hold. */
export const hindrancesOf = (conditions: readonly Condition[], asked: Asked): readonly Hindrance[] =>
  conditions.flatMap((condition) => hindrances(condition, asked, true));

export const allHold = (conditions: readonly Condition[], asked: Asked, overrides: Overrides): boolean =>
  conditions.every((condition) => judge(condition, asked.moment(overrides)).outcome === "holds");

function hindrances(condition: Condition, asked: Asked, want: boolean): readonly Hindrance[] {
  if (condition.kind === "not") return hindrances(condition.of, asked, !want);
  if (condition.kind !== "leaf") {
    const each = condition.of.map((one) => hindrances(one, asked, want));
    if ((condition.kind === "all") === want) return each.flat();
    // One of them is enough: the one that a single change would mend, else the first.
    if (each.some((one) => one.length === 0)) return [];
    return (
      each.find((one) => one.length === 1 && nearest(one[0] as Hindrance, asked) !== null) ?? each[0] ?? []
    );
  }
  const { expr, because, line } = condition;
  const clauses = want ? expr.clauses() : expr.whole();
  const untold = untoldIn(asked.moment());
  return clauses
    .filter((clause) => !untold(clause) && !says(clause, asked, want))
    .map((clause) => ({ clause, want, because, line }));
}

/** Whether a clause asks of an event or a clock where there is neither: that says nothing of the card. */
function untoldIn({ env }: Moment): (clause: Clause) => boolean {
  if (env.event || env.trigger) return () => false;
  return ({ paths }) => paths.some(({ path }) => /^(event|trigger)\./.test(path));
}

export const bindingsOf = (clause: Clause, moment: Moment): Bindings =>
  bindingsFor(
    clause.paths.map(({ path }) => path),
    moment,
  );

export function says(clause: Clause, asked: Asked, want: boolean, overrides: Overrides = {}): boolean {
  const said = clause.evaluate(bindingsOf(clause, asked.moment(overrides)));
  return said.ok && said.value === want;
}

/** The first change, nearest first, that is seen to make the clause say what it should. */
export function nearest(
  one: Hindrance,
  asked: Asked,
  also: (overrides: Overrides) => boolean = () => true,
): Candidate | null {
  const { clause, want } = one;
  return (
    candidatesFor(one, asked).find(
      ({ overrides }) => says(clause, asked, want, overrides) && also(overrides),
    ) ?? null
  );
}

/** What is worth trying on a clause, nearest first. */
export function candidatesFor({ clause }: Hindrance, asked: Asked): readonly Candidate[] {
  const asking: Asking = {
    clause,
    bindings: bindingsOf(clause, asked.moment()),
    gap: (gap, overrides) => gap(bindingsOf(clause, asked.moment(overrides))),
  };
  return candidatesOf(asking, withNames(clause, asked.names));
}

/** A clause that reads a `let` name is changed by what the name is made of. */
function withNames(clause: Clause, names: Asked["names"]): Clause {
  const made = clause.paths.flatMap(({ path }) => names.get(path)?.whole() ?? []);
  if (made.length === 0) return clause;
  const inner = made.map((one) => withNames(one, names));
  const own = clause.paths.filter(({ path }) => !names.has(path));
  return {
    ...clause,
    paths: [...own, ...inner.flatMap(({ paths }) => paths)],
    literals: [...clause.literals, ...inner.flatMap(({ literals }) => literals)],
    asked: [...clause.asked, ...inner.flatMap((one) => one.asked)],
    usesNow: clause.usesNow || inner.some(({ usesNow }) => usesNow),
    readValues: (bindings) =>
      Object.assign({}, ...inner.map((one) => one.readValues(bindings)), clause.readValues(bindings)),
  };
}
