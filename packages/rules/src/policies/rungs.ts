import type { Escalation, Instant } from "@corridor/domain";
import type { Env, Timer, TimerChange, TriggerFacts } from "../model.ts";
import { isLate } from "../triggers/index.ts";
import type { ClockOf } from "./clock-of.ts";

const PREFIX = "esc:";

/** Whether a timer is the clock of an escalation: `esc:<policy>/<card>@<since>/<turn>`. */
export const isRung = ({ key }: Pick<Timer, "key">): boolean => key.startsWith(PREFIX);

/** The escalation whose clock this is, as it stands; undefined when it has ended or gone on since. */
export const escalationOf = (
  escalations: readonly Escalation[],
  timer: Pick<Timer, "key" | "card">,
): Escalation | undefined => escalations.find((one) => keyOf(one, timer.card) === timer.key);

const keyOf = ({ policy, since, turn }: Escalation, card: Timer["card"]): string =>
  `${PREFIX}${policy}/${card}@${since}/${turn}`;

/** What is said of a clock that has come due. */
export const rungFacts = ({ step, due }: Timer, now: Instant): TriggerFacts => ({
  ...{ step, by: null, due, late: due !== null && isLate(due, now), anchor: null },
});

/** The clocks a card's escalations should have: one each, as long as something will happen by itself. */
export function armRungs(
  { card }: Env,
  current: readonly Timer[],
  clockOf: (escalation: Escalation) => ClockOf | null,
): TimerChange {
  const mine = current.filter(isRung);
  const wanted = card.escalations.flatMap((escalation) => rung(escalation, card.id, clockOf(escalation)));
  const put = wanted.filter((timer) => {
    const known = mine.find(({ key }) => key === timer.key);
    // One that has rung without the escalation going on does not ring again.
    return !known || (known.due !== null && (known.sig !== timer.sig || known.due !== timer.due));
  });
  const keys = new Set(wanted.map(({ key }) => key));
  return { put, drop: mine.filter(({ key }) => !keys.has(key)).map(({ key }) => key) };
}

function rung(escalation: Escalation, card: string, clock: ClockOf | null): Timer[] {
  if (!clock) return [];
  const { policy: rule, level: step } = escalation;
  return [{ key: keyOf(escalation, card), card, rule, trigger: 0, step, anchor: null, ...clock }];
}
