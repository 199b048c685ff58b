import type { Timer } from "../model.ts";
import { isOpen, pausesOf } from "./pausing.ts";

/** Whether a clock stands still now: whoever it waits for has the word. */
export const standsStill = (timer: Timer): boolean => isOpen(pausesOf(timer)) && !timer.ledger?.lapse;

/** Whether a clock has rung, or was passed over, and only remembers it: it is not armed and does not stand still. */
export const isSpent = (timer: Timer): boolean =>
  timer.due === null && !timer.ledger?.lapse && !isOpen(pausesOf(timer));

/** The way that led to a clock's being set stays with it, however often it is reckoned anew. */
export const ledTo = ({ path, depth }: Timer): Pick<Timer, "path" | "depth"> =>
  path === undefined || depth === undefined ? {} : { path, depth };
