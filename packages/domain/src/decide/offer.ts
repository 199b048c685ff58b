import type { Appointment, Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event, type NewEvent } from "../events.ts";
import { factKey } from "../facts.ts";
import { offerOf, type OpenOffer, openOffers } from "../offers.ts";
import { isRejection, type Rejection, reject } from "../rejection.ts";
import { timeNamed } from "../slots.ts";
import type { Decided, World } from "../world.ts";
import { ahead, cleared, free } from "./appointment.ts";
import { freed, withdrawn } from "./give-back.ts";

/**
 * Keeps a time for the card's patient until they answer. From then on it is as good as booked to everybody else. No card
 * is offered the same time twice, and no time is offered after it has begun.
 */
export function make(card: Card, { slot, until }: CommandOf<"offer.make">, world: World): Decided {
  if (card.final) return reject("not_allowed", "The card's way has ended; it is offered nothing");
  if (offerOf(card, slot)) return reject("offer_repeated", "This card was already offered that time");
  const time = named(card, slot, world);
  if (isRejection(time)) return time;
  const { start } = time.appointment;
  const end = until < start ? until : start;
  if (end <= world.now) return reject("offer_over", "There is no time left to answer");
  // Its own times count as well: nobody is offered what they have.
  const clash = free(NO_CARD, time.appointment, world);
  return clash ?? [event("offer.made", { offer: { slot, ...time, at: world.now, until: end } })];
}

const NO_CARD = "";

/** Yes: the time is the card's appointment, in the place of the one it had. What else was offered is given back. */
export function accept(card: Card, { slot }: Pick<CommandOf<"offer.accept">, "slot">, world: World): Decided {
  const offer = asked(card, slot, "accepted", world);
  if (offer === null || isRejection(offer)) return offer ?? [];
  const wanted = offer.appointment;
  const clash = free(card.id, wanted, world);
  if (clash) return clash;
  const from = card.appointment;
  const others = openOffers(card).filter((other) => other.slot !== offer.slot);
  return [
    event("offer.accepted", { offer }),
    ...withdrawn(others, wanted),
    ...(from
      ? [event("appointment.moved", { from, to: { ...wanted, id: from.id } }), ...left(card, from, world)]
      : [event("appointment.booked", wanted)]),
    ...cleared(card),
  ];
}

/** No: the time is anybody's again. */
export function decline(
  card: Card,
  { slot }: Pick<CommandOf<"offer.decline">, "slot">,
  world: World,
): Decided {
  const offer = asked(card, slot, "declined", world);
  if (offer === null || isRejection(offer)) return offer ?? [];
  return [event("offer.declined", { offer }), freed(offer, offer.appointment)];
}

/** No answer in time is an answer. */
export function expire(card: Card, { slot }: CommandOf<"offer.expire">, { now }: World): Decided {
  const offer = openOffers(card).find((open) => open.slot === slot && open.until <= now);
  return offer ? [event("offer.expired", { offer }), freed(offer, offer.appointment)] : [];
}

/** The time of a slot, or one that is said whole: that is spent where the card is. */
function named(
  card: Card,
  name: string,
  world: World,
): Pick<OpenOffer, "appointment" | "location"> | Rejection {
  const { slot } = world.facts.read(factKey("slot", name));
  if (slot) {
    const { provider, start, minutes, location } = slot;
    return { appointment: { id: world.newId(), provider, start, minutes, slot: name }, location };
  }
  const time = timeNamed(name);
  if (!time) return reject("record_unknown", "There is no such slot");
  return { appointment: { id: world.newId(), ...time, slot: null }, location: card.location };
}

/** The offer that is answered; null where just that has been said before. */
function asked(
  card: Card,
  slot: string | undefined,
  answer: "accepted" | "declined",
  { now }: World,
): OpenOffer | Rejection | null {
  const open = openOffers(card);
  if (slot === undefined && open.length > 1)
    return reject("offer_unclear", "More than one time is offered to this card; say which one is meant");
  const offer = slot === undefined ? (open[0] ?? card.offers?.at(-1)) : offerOf(card, slot);
  if (!offer) return reject("offer_unknown", "No such time was offered to this card");
  if ("answer" in offer && offer.answer === answer) return null;
  const stands = open.find((one) => one.slot === offer.slot);
  if (!stands || stands.until <= now) return reject("offer_over", "This time is no longer offered");
  return stands;
}

/** A time that is past is nobody's. */
const left = (card: Card, from: Appointment, world: World): NewEvent[] =>
  ahead(from, world) ? [freed(card, from)] : [];
