import { dayNumber } from "./dates.ts";

export interface Span {
  readonly status: string;
  readonly startDay: string;
  /** Null while it is open. */
  readonly endDay: string | null;
}

const FOLLOW_UP_DAYS = 14;
const BILLING_DAYS = 45;
const NOT_YET = ["planned", "booked", "pending", "proposed", "waitlist"];
const FINISHED = ["finished", "fulfilled"];

/**
 * Where a visit stands on a day. Dates are compared as they are written, whatever their offset. `billing` says where
 * in billing it would stand.
 */
export function placeOf({ status, startDay, endDay }: Span, asOf: string, billing: string): string {
  if (status === "cancelled") return "cancelled";
  const ended = endDay === null ? null : daysBetween(endDay, asOf);
  const over = ended !== null && ended > 0;
  if (status === "noshow") return over && ended > BILLING_DAYS ? "closed" : "scheduling.unscheduled";
  if (startDay > asOf || (startDay === asOf && NOT_YET.includes(status))) return upcoming(status);
  if (!over) return `treatment.${room(status)}`;
  if (ended <= FOLLOW_UP_DAYS) return "follow_up.pending";
  return ended <= BILLING_DAYS ? billing : "closed";
}

function upcoming(status: string): string {
  if (status === "waitlist") return "scheduling.waitlisted";
  return status === "proposed" ? "scheduling.unscheduled" : "scheduling.booked";
}

function room(status: string): string {
  if (FINISHED.includes(status)) return "documentation";
  if (status === "arrived" || status === "checked-in") return "checked_in";
  return status === "triaged" ? "in_room" : "with_provider";
}

const daysBetween = (from: string, to: string): number => (dayNumber(to) ?? 0) - (dayNumber(from) ?? 0);
