import { MATCHING_PAGE } from "@corridor/domain";
import { chosenOf } from "../actions/candidates.ts";
import { judge } from "../conditions/index.ts";
import type { Env, Selection } from "../model.ts";
import { type Moment, momentOf, type Practice, readsPatient } from "../scope/index.ts";
import type { PracticeTrigger } from "../triggers/index.ts";

/** What the selection of an `each` is called, with the place of its trigger. */
export const eachName = (index: number): string => `each.${index}`;

/** The cards of an `each`: the rule starts on every one of them, as if a clock of the card had rung. */
export function eachOf(index: number, { each }: PracticeTrigger, practice: Practice): Selection | null {
  if (!each) return null;
  const seen = (env: Env): Moment => {
    const moment = momentOf(env, practice);
    return {
      ...moment,
      bindings: (patient) => {
        const plainly = moment.bindings(patient);
        return { ...plainly, it: plainly.card };
      },
    };
  };
  return {
    page: Math.min(MATCHING_PAGE, practice.rules.limits.selectMax),
    candidates: (given, after) => each.index.candidates(given, { after }),
    readsPatient: each.reads.some(readsPatient),
    choose: (of, _given, { now, actor, facts }) =>
      chosenOf(of, each.condition, [], Infinity, (card) =>
        seen({ now, actor, facts, card, event: null, trigger: null }),
      ),
    judge: (env) => judge(each.condition, seen(env)),
    starts(given) {
      const due = String(given["trigger.due"]);
      const facts = { step: 0, by: null, due, late: given["trigger.late"] === true, anchor: null };
      return { trigger: index, occurrence: String(given["occurrence"]), facts };
    },
    act: () => [],
    digest: null,
  };
}
