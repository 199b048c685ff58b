import type { Appointment, Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event, type NewEvent } from "../events.ts";
import { type FactKey, factKey } from "../facts.ts";
import { openOffers } from "../offers.ts";
import { type Rejection, reject } from "../rejection.ts";
import type { Text } from "../values.ts";
import type { Decided, World } from "../world.ts";
import { freed, withdrawn } from "./give-back.ts";
import { sealed } from "./sealed.ts";

/** What of a card its appointment's commands look at. */
type Noted = Pick<Card, "appointment" | "fields" | "location" | "offers">;

/** Books the card's appointment. A provider's time is never given twice; nor is a slot. */
export function book(card: Card, command: CommandOf<"appointment.book">, world: World): Decided {
  if (card.appointment)
    return reject("appointment_exists", "This card already has an appointment; move that one");
  const { start, minutes, provider, slot } = command;
  const wanted = { id: world.newId(), start, minutes, provider, slot: slot ?? null };
  return (
    free(card.id, wanted, world) ?? [
      ...withdrawn(openOffers(card), wanted),
      event("appointment.booked", wanted),
      ...cleared(card),
    ]
  );
}

/** Another time, length or provider. It is the same appointment: what was sent for it is not sent again. */
export function rebook(card: Card, command: CommandOf<"appointment.move">, world: World): Decided {
  const from = card.appointment;
  if (!from) return reject("appointment_missing", "This card has no appointment to move");
  const { minutes = from.minutes, provider = from.provider } = command;
  const to: Appointment = { ...from, start: command.start, minutes, provider, slot: null };
  if (to.start === from.start && to.minutes === from.minutes && to.provider === from.provider) return [];
  return (
    free(card.id, to, world) ?? [
      ...withdrawn(openOffers(card), to),
      event("appointment.moved", { from, to }),
      freed(card, from),
      ...cleared(card),
    ]
  );
}

export function cancel(card: Card, command: CommandOf<"appointment.cancel">): Decided {
  const { appointment } = card;
  if (!appointment) return reject("appointment_missing", "This card has no appointment to cancel");
  return cancelled(card, appointment, sealed(command.reason));
}

export function confirm(card: Card): Decided {
  if (!card.appointment) return reject("appointment_missing", "This card has no appointment to confirm");
  return flag(card, "appointment.confirmed", true);
}

export function noShow(card: Card): Decided {
  const { appointment } = card;
  if (!appointment) return reject("appointment_missing", "This card has no appointment that could be missed");
  const changed = flag(card, "appointment.no_show", true);
  return changed.length === 0 ? [] : [event("appointment.missed", { appointment }), ...changed];
}

/** Whether its time is still to come, so that it keeps the provider from others. */
export const ahead = (appointment: Appointment, { now }: World): boolean => appointment.start > now;

/** A card at the end of its way needs no time that is still to come: it is given back. */
export function released(card: Noted, world: World): NewEvent[] {
  const { appointment } = card;
  return appointment && ahead(appointment, world) ? cancelled(card, appointment, []) : [];
}

function cancelled(card: Noted, appointment: Appointment, reason: Text): NewEvent[] {
  return [
    event("appointment.cancelled", { appointment, reason }),
    freed(card, appointment),
    ...cleared(card),
  ];
}

/** What was said of the old time does not hold for the new one. */
export const cleared = (card: Noted): NewEvent[] => [
  ...flag(card, "appointment.confirmed", false),
  ...flag(card, "appointment.no_show", false),
];

function flag(card: Noted, field: string, to: boolean): NewEvent[] {
  const from = card.fields[field] ?? false;
  return from === to ? [] : [event("card.changed", { field, from, to })];
}

/** Why the time can not be this card's, or null. */
export function free(card: string, wanted: Appointment, world: World): Rejection | null {
  const provider = factKey("person", wanted.provider);
  world.facts.want(provider, ...timeKeys(card, wanted));
  if (!world.facts.read(provider)?.active)
    return reject("person_unknown", "There is no such provider at this practice");
  return taken(card, wanted, world) ?? besideSlot(wanted, world);
}

/** A slot is one time of one provider: whoever names it takes that time and no other. */
function besideSlot({ provider, start, minutes, slot: id }: Appointment, { facts }: World): Rejection | null {
  const slot = id === null ? null : facts.read(factKey("slot", id)).slot;
  if (!slot || (slot.provider === provider && slot.start === start && slot.minutes === minutes)) return null;
  return reject("slot_mismatch", "The slot is another time than this, or another provider's");
}

/** Whether another card has the provider's time, or the slot. */
export function taken(card: string, wanted: Appointment, { facts }: World): Rejection | null {
  const [booked, slot] = timeKeys(card, wanted);
  facts.want(...timeKeys(card, wanted));
  if (slot) {
    const { slot: known, takenBy } = facts.read(slot);
    if (!known) return reject("record_unknown", "There is no such slot");
    if (takenBy !== null && takenBy.card !== card)
      return takenBy.offered ? ON_OFFER : reject("slot_taken", "Somebody else has just taken this slot");
  }
  const holder = facts.read(booked);
  if (holder === null) return null;
  return holder.offered ? ON_OFFER : reject("double_booked", "The provider already has a visit at that time");
}

const ON_OFFER = reject(
  "slot_offered",
  "This time is being offered to another patient, who has not answered yet",
);

type TimeKeys = readonly [FactKey<"booked">, ...FactKey<"slot">[]];

function timeKeys(card: string, { provider, start, minutes, slot }: Appointment): TimeKeys {
  const booked = factKey("booked", provider, start, String(minutes), card);
  return slot === null ? [booked] : [booked, factKey("slot", slot)];
}
