import type { EventData } from "./events.ts";

/** A stretch of a provider's time. */
type Time = Pick<EventData["appointment.booked"], "provider" | "start" | "minutes">;

/**
 * What a time is called when it is offered: its slot's id, or, where nobody opened one, the time itself,
 * `<start>/<minutes>/<provider>`. Two cards that could have the same time know it by the same name.
 */
export const slotNameOf = ({
  slot,
  start,
  minutes,
  provider,
}: Time & { readonly slot: string | null }): string => slot ?? `${start}/${minutes}/${provider}`;

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\/(\d{1,4})\/(.+)$/;

/** The time that such a name says, or null for the id of a slot. */
export function timeNamed(name: string): Time | null {
  const [, start, minutes, provider] = TIME.exec(name) ?? [];
  return start && minutes && provider ? { start, minutes: Number(minutes), provider } : null;
}
