import type { Condition } from "../conditions/index.ts";
import type { Change } from "../model.ts";
import type { Candidate } from "./change.ts";
import { allHold, type Asked, candidatesFor, type Hindrance, hindrancesOf, says } from "./hindrance.ts";

/** So many first changes are tried, and with each of them so many second ones. */
const [FIRSTS, SECONDS] = [12, 40];

/**
 * Two changes after which all conditions hold, where none does it alone: of two clauses one each, or both of one. One
 * change where it mends two clauses at once; none where nothing that was tried is enough.
 */
export function together(
  conditions: readonly Condition[],
  asked: Asked,
  [first, ...more]: readonly Hindrance[],
): readonly Change[] {
  if (!first || more.length > 1) return [];
  for (const one of firstsOf(first, asked)) {
    const changed = after(asked, one);
    const [next, another] = hindrancesOf(conditions, changed);
    if (!next) return [one.change()];
    const two = another ? undefined : secondOf(conditions, changed, next, one);
    if (two) return [one.change(), two.change()];
  }
  return [];
}

/** Changes that mend the clause come first, then those that may be half of it. */
function firstsOf(first: Hindrance, asked: Asked): readonly Candidate[] {
  const near = candidatesFor(first, asked).slice(0, SECONDS);
  const mends = (one: Candidate): boolean => says(first.clause, asked, first.want, one.overrides);
  const mending = near.filter(mends);
  return [...mending, ...near.filter((one) => !mending.includes(one))].slice(0, FIRSTS);
}

function secondOf(
  conditions: readonly Condition[],
  changed: Asked,
  next: Hindrance,
  one: Candidate,
): Candidate | undefined {
  return candidatesFor(next, changed)
    .slice(0, SECONDS)
    .find((two) => isBeside(one.change(), two.change()) && allHold(conditions, changed, two.overrides));
}

/** A value is changed once; a list may gain or lose two members. */
const isBeside = (one: Change, two: Change): boolean =>
  one.path !== two.path || two.kind === "with" || two.kind === "without";

/** The same question once a change has been made. */
const after = (asked: Asked, { overrides }: Candidate): Asked => ({
  ...asked,
  moment: (more) => asked.moment({ ...overrides, ...more }),
});
