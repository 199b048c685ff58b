import type { Break } from "./script.ts";
import { DAY, HOUR, MINUTE } from "./script.ts";
import { whenUp } from "./when-up.ts";

/** One thing that a ladder of people does, and when. */
export interface Step {
  readonly who: "front desk" | "lead" | "manager" | "given up";
  readonly at: number;
}

const LEVELS = ["front desk", "lead", "manager"] as const;
/** How long each of them has before the next one is told, in the hours of the front desk. */
const PATIENCE = [30 * MINUTE, HOUR, 2 * HOUR] as const;
/** The whole ladder at most twice. */
const ROUNDS = 2;

/** All that the front desk's ladder does from when it begins until somebody has seen to it. */
export function ladder(begins: number, over: number, breaks: readonly Break[]): readonly Step[] {
  const steps: Step[] = [];
  let [at, level, round, mayWait] = [begins, 0, 1, true];
  while (at <= over) {
    if (level === 0 && !atTheDesk(at)) {
      // Nobody is there: when the desk opens one is told, and if even then nobody is there, the lead is.
      if (mayWait && !isOpen(at)) at = whenUp(nextOpening(at), breaks);
      else level = 1;
      mayWait = false;
      continue;
    }
    steps.push({ who: LEVELS[level] as Step["who"], at });
    at = whenUp(openTimeLater(at, PATIENCE[level] as number), breaks);
    mayWait = true;
    if (level < 2) level += 1;
    else if (round < ROUNDS) [level, round] = [0, round + 1];
    else {
      if (at <= over) steps.push({ who: "given up", at });
      break;
    }
  }
  return steps;
}

/** New York falls back in the night to 1 November 2026. */
const FALL = Date.UTC(2026, 10, 1, 6);
const local = (at: number): number => at - (at < FALL ? 4 : 5) * HOUR;
const utc = (there: number): number => there + (there < FALL - 4 * HOUR ? 4 : 5) * HOUR;

/** Veterans Day and Thanksgiving. */
const HOLIDAYS = new Set([Date.UTC(2026, 10, 11), Date.UTC(2026, 10, 26)]);

/** The stretches of a local day in which the front desk is open. */
function hoursOf(day: number): readonly (readonly [number, number])[] {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 0 || weekday === 6 || HOLIDAYS.has(day)) return [];
  const closes = weekday === 5 ? 16 * HOUR : 17.5 * HOUR;
  return [
    [utc(day + 8 * HOUR), utc(day + 12 * HOUR)],
    [utc(day + 13 * HOUR), utc(day + closes)],
  ];
}

function* hoursFrom(at: number): Generator<readonly [number, number]> {
  for (let day = Math.floor(local(at) / DAY) * DAY; ; day += DAY)
    for (const [from, to] of hoursOf(day)) if (to > at) yield [Math.max(from, at), to];
}

const isOpen = (at: number): boolean => nextOpening(at) === at;

function nextOpening(at: number): number {
  for (const [from] of hoursFrom(at)) return from;
  throw new Error("the front desk never opens again");
}

/** When so much time has passed in which the front desk was open. */
function openTimeLater(at: number, time: number): number {
  let left = time;
  for (const [from, to] of hoursFrom(at)) {
    if (to - from >= left) return from + left;
    left -= to - from;
  }
  throw new Error("the front desk never opens again");
}

export const quarterOfAnHourLater = (at: number): number => openTimeLater(at, 15 * MINUTE);

/** Ana works all of Monday and Tuesday, Thursday and Friday until four, through lunch, and on holidays too. */
function atTheDesk(at: number): boolean {
  const there = local(at);
  const weekday = new Date(there).getUTCDay();
  const time = there % DAY;
  const until = weekday === 1 || weekday === 2 ? 17.5 * HOUR : weekday === 4 || weekday === 5 ? 16 * HOUR : 0;
  return time >= 8 * HOUR && time < until;
}
