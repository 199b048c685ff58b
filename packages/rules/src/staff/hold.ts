import type { Instant } from "@corridor/domain";
import { isOpen, nextOpening } from "@corridor/time";
import type { Moment } from "../scope/index.ts";
import { isOnShift, poolOf } from "./pool.ts";

/** When a role that nobody works in now begins again by its hours; null where somebody is there, or no hours are kept. */
export function heldUntil(role: string, moment: Moment): Instant | null {
  const { rules, calendars } = moment.practice;
  const hours = calendars[rules.roles[role]?.hours ?? ""];
  if (!hours || isOpen(hours, moment.env.now)) return null;
  if (poolOf(role, moment).some((one) => isOnShift(one, moment))) return null;
  return nextOpening(hours, moment.env.now);
}
