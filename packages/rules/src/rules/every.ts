import { factKey } from "@corridor/domain";
import { chosenOf } from "../actions/candidates.ts";
import { judge } from "../conditions/index.ts";
import type { Env, Judgement, Rule, Selection } from "../model.ts";
import { type Cursor, inside, isMap, members } from "../reading/index.ts";
import { type Ground, type Moment, momentOf, type Practice, readsPatient } from "../scope/index.ts";
import type { EveryTrigger, Trigger } from "../triggers/index.ts";

/** What the selection of an `each` is called, with the place of its trigger. */
export const EACH = "each";

/**
 * The cards of an `each`: on every one of them the rule is judged and acts, as if a clock of the card had rung. Those
 * beyond what a practice allows wait for the next time.
 */
export function eachOf(
  rule: Rule,
  index: number,
  trigger: EveryTrigger,
  practice: Practice,
): Selection | null {
  const { each } = trigger;
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
  const rung = (env: Env, given: Record<string, unknown>): Env => {
    const due = String(given["trigger.due"]);
    return {
      ...env,
      trigger: { step: 0, by: null, due, late: given["trigger.late"] === true, anchor: null },
    };
  };
  return {
    candidates: (given) => factKey("matching", each.index.column, each.index.value(given)),
    readsPatient: each.reads.some(readsPatient),
    choose: (of, _given, { now, actor, facts }) =>
      chosenOf(of, each.condition, [], practice.rules.limits.selectMax, (card) =>
        seen({ now, actor, facts, card, event: null, trigger: null }),
      ),
    judge(env, given): Judgement {
      const meant = judge(each.condition, seen(env));
      const asked = meant.outcome === "holds" ? rule.judge(rung(env, given), index) : null;
      return asked ? { outcome: asked.outcome, leaves: [...meant.leaves, ...asked.leaves] } : meant;
    },
    act: (env, given, firing) => rule.act(rung(env, given), "then", firing),
  };
}

/** Without `each` there is no card: the rule can only select. */
export function checkCardless(at: Cursor, triggers: readonly Trigger[], { findings }: Ground): void {
  const cardless = triggers.filter((trigger) => trigger.kind === "every" && trigger.each === null);
  if (cardless.length === 0) return;
  const others =
    cardless.length < triggers.length ||
    ["if", "let", "else", "once"].some((key) => inside(at, key).value !== undefined);
  const selects = members(inside(at, "then")).every(({ value }) => isMap(value) && "select" in value);
  if (!others && selects) return;
  const message =
    "Without `each` there is no card here: such a rule has no other trigger, no `if`, `let`, `else` or `once`, and its actions are `select`s";
  findings.error("trigger-every", inside(at, "when"), message, { part: "key" });
}
