import type { Card, Event, EventData, Instant } from "@corridor/domain";
import { type Env, isRung, type Policy, type Rule, type Ruleset, type Timer } from "@corridor/rules";
import { dayIn, timeIn } from "@corridor/time";

/** Where a ladder stands on a card, what keeps it from ending, and what will happen to it next. */
export interface LadderStands {
  readonly because: string;
  readonly obstacle: ReturnType<Policy["obstacle"]>;
  readonly next: { readonly timers: readonly Timer[]; readonly on: readonly string[] };
}

/** The card with its clocks and its history, up to the moment that is asked about. */
interface Standing {
  readonly card: Card;
  readonly timers: readonly Timer[];
  readonly events: readonly Event[];
  readonly env: Env;
}

export function whyLadder(policy: string, ruleset: Ruleset, standing: Standing): LadderStands {
  const { card, events, env } = standing;
  const escalation = card.escalations.find((one) => one.policy === policy);
  const local = (at: Instant): string => {
    const { timezone } = ruleset.practice;
    return `${dayIn(at, timezone)} ${timeIn(at, timezone)}`;
  };
  if (!escalation) {
    const on = ruleset.startersOf(policy).map(({ id, name }) => `the rule ${id}: ${name}`);
    const because = endOf(policy, events, local) ?? neverBegun(ruleset.startersOf(policy));
    return { because, obstacle: null, next: { timers: [], on } };
  }
  const now = ruleset.policyOf(escalation);
  const timers = standing.timers.filter(
    (timer) => isRung(timer) && timer.rule === policy && timer.due !== null,
  );
  const due = timers[0]?.due ?? null;
  const coming = now && due !== null ? ` On ${local(due)} it ${now.coming(escalation).text}.` : "";
  const { acknowledgedBy, progressAt, held, exhausted, level, at } = escalation;
  const of = now ? ` of ${now.levels}` : "";
  const stands =
    acknowledgedBy !== null
      ? `${acknowledgedBy} has it since ${local(progressAt ?? at)}: nobody else is told.`
      : exhausted
        ? "Everybody was told, and it waits for one of them."
        : held
          ? `Nobody of level ${held.level + 1}${of} works now: it waits until ${local(held.until)}.`
          : `Level ${level + 1}${of} was told on ${local(at)}.`;
  const obstacle = now?.obstacle(env, escalation) ?? null;
  const on = obstacle ? [`whatever happens to the card: it ends when ${obstacle.clause}`] : [];
  return { because: stands + coming, obstacle, next: { timers, on } };
}

const OUTCOMES: Readonly<Record<EventData["escalation.ended"]["outcome"], string>> = {
  done: "what it asks for was done",
  resolved: "a rule ended it",
  cancelled: "the card's way was over",
  undone: "what began it was undone",
};

function endOf(policy: string, events: readonly Event[], local: (at: Instant) => string): string | null {
  const ended = events.findLast(
    (event) => event.type === "escalation.ended" && event.data.escalation.policy === policy,
  );
  if (ended?.type !== "escalation.ended") return null;
  return `It ended on ${local(ended.at)}: ${OUTCOMES[ended.data.outcome]}.`;
}

const neverBegun = (starters: readonly Rule[]): string =>
  starters.length === 0
    ? "No rule begins this ladder."
    : "It has not begun on this card: no rule that begins it has acted.";
