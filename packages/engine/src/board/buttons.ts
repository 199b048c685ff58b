import type { Rule, Ruleset } from "@corridor/rules";
import type { CardRow } from "../ports/history.ts";
import { FactReader, factsAtHand, MissingFacts } from "../step/fact-reader.ts";
import type { Viewed } from "./summarise.ts";

/** A rule that a person may start from the card. */
export interface CardButton {
  readonly rule: string;
  readonly label: string;
}

/** The buttons this viewer has on the card now: those that would do nothing are left out. */
export function buttonsOf(
  row: CardRow,
  ruleset: Ruleset,
  viewed: Pick<Viewed, "role" | "now">,
): CardButton[] {
  return ruleset.rules.flatMap((rule) => {
    const roles = ruleset.buttons[rule.id];
    if (rule.button === null || roles === undefined) return [];
    if (roles !== null && !roles.includes(viewed.role)) return [];
    return mayAct(rule, row, viewed) ? [{ rule: rule.id, label: rule.button }] : [];
  });
}

/** Whether its conditions may hold. What can not be told here is told when it is pressed. */
function mayAct(rule: Rule, { card, timers }: CardRow, { role, now }: Pick<Viewed, "role" | "now">): boolean {
  const actor = { kind: "user" as const, id: "viewer", role };
  const facts = new FactReader(factsAtHand({}));
  const env = { now, card, actor, event: null, trigger: null, facts };
  try {
    return rule.barred(env, timers) === null && rule.judge(env, 0).outcome !== "fails";
  } catch (stopped) {
    if (stopped instanceof MissingFacts) return true;
    throw stopped;
  }
}
