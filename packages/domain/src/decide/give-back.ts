import type { Appointment } from "../card.ts";
import { event, type NewEvent } from "../events.ts";
import { isSameTime, type OpenOffer } from "../offers.ts";

/** Its time is anybody's again, at the place where it would have been spent. */
export const freed = ({ location }: { readonly location: string }, appointment: Appointment): NewEvent =>
  event("appointment.freed", { appointment, location });

/** Nobody waits for an answer any more. The times are anybody's again, but for the one that has become the card's own. */
export const withdrawn = (offers: readonly OpenOffer[], own: Appointment | null = null): NewEvent[] =>
  offers.flatMap((offer) => [
    event("offer.withdrawn", { offer }),
    ...(own && isSameTime(own, offer.appointment) ? [] : [freed(offer, offer.appointment)]),
  ]);
