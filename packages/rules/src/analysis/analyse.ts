import type { PolicySummary } from "../policies/index.ts";
import type { Cursor } from "../reading/index.ts";
import type { Ground } from "../scope/index.ts";
import type { RuleSummary } from "../summary/index.ts";
import type { Analysis } from "./analysis.ts";
import { conditionsThatDecideNothing } from "./conditions.ts";
import { rulesInCircles } from "./cycles.ts";
import { placesNobodyMinds } from "./forsaken.ts";
import { Knowledge } from "./knowledge.ts";
import { laddersLongerThanTheirTime, laddersOverAsTheyBegin } from "./ladders.ts";
import { rulesNothingStarts } from "./starts.ts";
import { twoThatWriteOneField } from "./two-writers.ts";

/** Everything that is looked for in a ruleset whose parts are all right. A new one is one file and one line here. */
const ANALYSES: readonly Analysis[] = [
  conditionsThatDecideNothing,
  rulesNothingStarts,
  rulesInCircles,
  twoThatWriteOneField,
  laddersLongerThanTheirTime,
  laddersOverAsTheyBegin,
  placesNobodyMinds,
];

/** Notes what can not have been meant, though every part of it is right by itself. */
export function analyse(
  ground: Ground,
  lifecycleAt: Cursor,
  rules: readonly RuleSummary[],
  policies: readonly PolicySummary[],
): void {
  const { findings, lifecycle } = ground;
  const subject = {
    ...{ ground, findings, lifecycle, lifecycleAt, rules },
    live: rules.filter(({ enabled }) => enabled === true),
    policies: new Map(policies.map((policy) => [policy.id, policy])),
    knowledge: new Knowledge(ground),
  };
  for (const analysis of ANALYSES) analysis(subject);
}
