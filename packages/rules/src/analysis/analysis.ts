import type { Lifecycle } from "@corridor/domain";
import type { PolicySummary } from "../policies/index.ts";
import type { Cursor, Findings } from "../reading/index.ts";
import type { Ground } from "../scope/index.ts";
import type { PlacedDeed, RuleSummary } from "../summary/index.ts";
import { all, or, NO_WAY, type Ways } from "./facts.ts";
import { Knowledge } from "./knowledge.ts";

/** A ruleset without how it runs, for whoever looks for what can not have been meant. */
export interface Subject {
  readonly ground: Ground;
  readonly findings: Findings;
  readonly lifecycle: Lifecycle;
  /** Where the lifecycle is written. */
  readonly lifecycleAt: Cursor;
  readonly rules: readonly RuleSummary[];
  /** Those that do something. */
  readonly live: readonly RuleSummary[];
  readonly policies: ReadonlyMap<string, PolicySummary>;
  readonly knowledge: Knowledge;
}

/** Looks for one kind of fault. One file, one line in the list of `analyse.ts`. */
export type Analysis = (subject: Subject) => void;

/** What is so when a rule begins: one of its triggers has started it. */
export const begun = ({ knowledge }: Subject, { starts }: RuleSummary): Ways =>
  starts.map(({ start, condition }) => knowledge.started(start, condition)).reduce(or, NO_WAY);

/** What is so when a deed of a rule is done, where `at` is what is so when the rule begins. */
export const when = ({ knowledge }: Subject, { under }: PlacedDeed, at: Ways): Ways =>
  knowledge.consistent(all([at, knowledge.whenAll(under)]));

/** The deeds of a rule, with those of the ladders it starts. */
export function deedsOf(
  { policies }: Subject,
  rule: RuleSummary,
): readonly (PlacedDeed & { readonly later: boolean })[] {
  const own = rule.deeds.map((placed) => ({
    ...placed,
    later: placed.deed.kind === "event" && placed.deed.later === true,
  }));
  const climbed = rule.deeds.flatMap(({ deed, under }) =>
    deed.kind === "ladder"
      ? (policies.get(deed.policy)?.deeds ?? []).map((placed) => ({ ...placed, under, later: true }))
      : [],
  );
  return [...own, ...climbed];
}

/** `file:line` of the other place a finding speaks of. */
export const placeOf = (at: Cursor): string => `${at.file.file}:${at.file.nodeAt(at.path, "value").line}`;
