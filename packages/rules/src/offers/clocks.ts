import { openOffers } from "@corridor/domain";
import type { Env, Timer, TimerChange } from "../model.ts";

/** Stands where other clocks name their rule, and can be no rule's id. */
const NO_RULE = "offer:answer";
const PREFIX = `${NO_RULE}/`;

/** Whether a timer is the clock of an offer: `offer:answer/<card>@<slot>`. It is no rule's. */
export const isOfferClock = ({ key }: Pick<Timer, "key">): boolean => key.startsWith(PREFIX);

/** The name of the time whose offer is over when this clock rings. */
export const slotOfClock = ({ key, card }: Pick<Timer, "key" | "card">): string =>
  key.slice(`${PREFIX}${card}@`.length);

/** The clocks a card's offers should have: one each, as long as an answer is waited for. */
export function armOffers({ card }: Env, current: readonly Timer[]): TimerChange {
  const mine = new Set(current.filter(isOfferClock).map(({ key }) => key));
  const wanted = openOffers(card).map(
    ({ slot, at, until }): Timer => ({
      ...{ key: `${PREFIX}${card.id}@${slot}`, card: card.id, rule: NO_RULE, trigger: 0, step: 0 },
      ...{ due: until, anchor: null, since: at, sig: until },
    }),
  );
  const keys = new Set(wanted.map(({ key }) => key));
  return {
    put: wanted.filter(({ key }) => !mine.has(key)),
    drop: [...mine].filter((key) => !keys.has(key)),
  };
}
