import type { Lifecycle } from "@corridor/domain";
import type { PolicySummary } from "../policies/index.ts";
import type { Cursor, Findings } from "../reading/index.ts";
import type { Ground } from "../scope/index.ts";
import type { DeedElsewhere, PlacedDeed, RuleSummary } from "../summary/index.ts";
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

/** A deed of a rule; `elsewhere` is not null where it is done to other cards. */
export type DoneDeed = PlacedDeed & { readonly later: boolean; readonly elsewhere: DeedElsewhere | null };

/** What is so of the cards that a `select` finds, as each of them sees itself. */
export const foundCards = ({ knowledge }: Subject, { where, chosen }: DeedElsewhere): Ways =>
  knowledge.consistent(
    knowledge
      .when(where)
      .map((facts) => new Map([...facts].map(([path, values]) => [ownName(path, chosen), values] as const))),
  );

const ownName = (path: string, chosen: string): string =>
  path.replace(/^(has )?(\w+)\./, (all, has: string | undefined, root: string) =>
    root === "it" || root === chosen ? `${has ?? ""}card.` : all,
  );

/** The deeds of a rule, with those of the ladders it starts. */
export function deedsOf({ policies }: Subject, rule: RuleSummary): readonly DoneDeed[] {
  const own = rule.deeds.map((placed) => ({
    ...placed,
    later: placed.deed.kind === "event" && placed.deed.later === true,
    elsewhere: null,
  }));
  const climbed = rule.deeds.flatMap(({ deed, under }) =>
    deed.kind === "ladder"
      ? (policies.get(deed.policy)?.deeds ?? []).map((placed) => ({
          ...{ ...placed, under, later: true, elsewhere: null },
        }))
      : [],
  );
  const others = rule.elsewhere.map((placed) => ({ ...placed, later: true, elsewhere: placed }));
  return [...own, ...climbed, ...others];
}

/** `file:line` of the other place a finding speaks of. */
export const placeOf = (at: Cursor): string => `${at.file.file}:${at.file.nodeAt(at.path, "value").line}`;
