import { type Appointment, type Card, type Holder, timesOf } from "@corridor/domain";

/** The first of the cards that has such a time, booked or offered to it; null where none has. */
export function holderOf(
  cards: readonly Card[],
  fits: (card: Card, time: Appointment) => boolean,
): Holder | null {
  for (const card of cards)
    for (const { appointment, offered } of timesOf(card))
      if (fits(card, appointment)) return { card: card.id, offered };
  return null;
}
