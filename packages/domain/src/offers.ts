import type { EventData, NewEvent } from "./events.ts";
import { slotNameOf } from "./slots.ts";

/** A time that was offered to a card's patient, and what became of it; null while the answer is waited for. */
export type Offer = EventData["offer.made"]["offer"] & {
  readonly answer: "accepted" | "declined" | "expired" | "withdrawn" | null;
};
export type OpenOffer = Omit<Offer, "answer">;

type Offers = { type: `offer.${string}` };
type OfferEvent = Extract<NewEvent, Offers>;

/** Whether something happened to a card's offers. */
export const ofOffer = <E extends Pick<NewEvent, "type">>(event: E): event is Extract<E, Offers> =>
  event.type.startsWith("offer.");

/**
 * A card's offers after one of their events. One that is over is remembered for as long as its time is to come, so that
 * nobody is asked twice about the same one.
 */
export function offered(offers: readonly Offer[] = [], { type, data }: OfferEvent): readonly Offer[] {
  if (type !== "offer.made")
    return offers.map((one) => (isOpen(one, data.offer.slot) ? { ...one, answer: ANSWERS[type] } : one));
  const remembered = offers.filter(
    ({ answer, appointment }) => answer === null || appointment.start > data.offer.at,
  );
  return [...remembered, { ...data.offer, answer: null }];
}

const ANSWERS = {
  "offer.accepted": "accepted",
  "offer.declined": "declined",
  "offer.expired": "expired",
  "offer.withdrawn": "withdrawn",
} as const;

const isOpen = (offer: Offer, slot: string): boolean => offer.answer === null && offer.slot === slot;

/** What a card knows of its offers. */
interface Offered {
  readonly offers?: readonly Offer[];
}
type Appointment = EventData["appointment.booked"];

/** What the patient may still answer. */
export const openOffers = ({ offers = [] }: Offered): readonly OpenOffer[] =>
  offers.flatMap(({ answer, ...offer }) => (answer === null ? [offer] : []));

/** What of a card is called so: the last time that was offered to it under that name. */
export const offerOf = ({ offers = [] }: Offered, slot: string): Offer | undefined =>
  offers.findLast((offer) => offer.slot === slot);

/** A time that is a card's own: nobody else can have it. */
export interface HeldTime {
  readonly appointment: Appointment;
  /** Whether it waits for an answer. */
  readonly offered: boolean;
}

/** All times that are a card's: its appointment, and what is offered to it. */
export const timesOf = (
  card: Offered & { readonly appointment: Appointment | null },
): readonly HeldTime[] => [
  ...(card.appointment ? [{ appointment: card.appointment, offered: false }] : []),
  ...openOffers(card).map(({ appointment }) => ({ appointment, offered: true })),
];

/** Whether two appointments are the same time of the same provider, however they are called. */
export const isSameTime = (a: Appointment, b: Appointment): boolean =>
  slotNameOf({ ...a, slot: null }) === slotNameOf({ ...b, slot: null });
