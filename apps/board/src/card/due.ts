import type { CardSummary } from "@corridor/domain/board";
import { CalendarClock, Clock, Flame, type LucideIcon } from "lucide-react";
import { clockTime, dateOf, isToday, shortSpanOf, weekdayOf } from "../design/time.ts";

export interface Due {
  readonly tone: "plain" | "warn" | "breach";
  readonly icon: LucideIcon;
  readonly text: string;
}

const SOON = 60 * 60_000;
const WEEK = 6 * 24 * SOON;

type Dated = Pick<CardSummary, "due" | "appointmentStart">;

/** When a card is due, as an icon and a word. What is not due today is said quietly; a visit that was is not overdue. */
export function dueOf({ due, appointmentStart }: Dated, now: number, zone: string): Due | null {
  if (due === null) return null;
  const left = Date.parse(due) - now;
  const visit = due === appointmentStart;
  const word = visit ? "Visit" : "Due";
  if (left < 0) return visit ? null : { tone: "breach", icon: Flame, text: `Overdue ${shortSpanOf(-left)}` };
  if (left <= SOON) return { tone: "warn", icon: Clock, text: `${word} in ${shortSpanOf(left)}` };
  const day = isToday(zone, due, now)
    ? clockTime(zone, due)
    : left < WEEK
      ? weekdayOf(zone, due)
      : dateOf(zone, due);
  return { tone: "plain", icon: CalendarClock, text: `${word} ${day}` };
}

/** Whether somebody should look at the card within the hour. */
export function isPressing({ due, appointmentStart }: Dated, now: number): boolean {
  if (due === null) return false;
  const left = Date.parse(due) - now;
  return left <= SOON && (left >= 0 || due !== appointmentStart);
}

/** How far a card has aged in its stage: 1 is where 85 of 100 cards have left it. */
export function ageOf(enteredStageAt: string, p85: number | undefined, now: number): number | null {
  if (!p85) return null;
  return Math.max(0, (now - Date.parse(enteredStageAt)) / (p85 * 60_000));
}
