import { CalendarClock, Clock, Flame, type LucideIcon } from "lucide-react";
import { clockTime, dayOf, isToday, spanOf } from "../design/time.ts";

export interface Due {
  readonly tone: "plain" | "warn" | "breach";
  readonly icon: LucideIcon;
  readonly text: string;
}

const SOON = 60 * 60_000;

/** When a card is due, as an icon and a word. What is not due today is said quietly. */
export function dueOf(due: string | null, now: number, zone: string): Due | null {
  if (due === null) return null;
  const left = Date.parse(due) - now;
  if (left < 0) return { tone: "breach", icon: Flame, text: `Overdue ${spanOf(-left)}` };
  if (left <= SOON) return { tone: "warn", icon: Clock, text: `Due in ${spanOf(left)}` };
  const text = isToday(zone, due, now) ? clockTime(zone, due) : dayOf(zone, due).replace(",", "");
  return { tone: "plain", icon: CalendarClock, text: `Due ${text}` };
}

/** How far a card has aged in its stage: 1 is where 85 of 100 cards have left it. */
export function ageOf(enteredStageAt: string, p85: number | undefined, now: number): number | null {
  if (!p85) return null;
  return Math.max(0, (now - Date.parse(enteredStageAt)) / (p85 * 60_000));
}
