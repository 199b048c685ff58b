import type { Timer, TimerChange } from "@corridor/rules";
import { changedBy } from "./changed.ts";
import type { Way } from "./loop-guard.ts";
import type { Run } from "./run.ts";

/**
 * A card's clocks after a change, in the order of their keys: live, in a batch and in replay the same clocks stand in
 * the same order, wherever they were kept meanwhile.
 */
export function withChange(timers: readonly Timer[], { put, drop }: TimerChange): readonly Timer[] {
  if (timers.length === 0 && put.length === 0) return timers;
  const gone = new Set([...drop, ...put.map((timer) => timer.key)]);
  return [...timers.filter((timer) => !gone.has(timer.key)), ...put].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What to write so that the stored clocks become these. A clock that stands as it stood is the same object. */
export function difference(stored: readonly Timer[], timers: readonly Timer[]): TimerChange {
  const kept = new Set(timers.map((timer) => timer.key));
  return {
    put: timers.filter((timer) => !stored.includes(timer)),
    drop: stored.filter((timer) => !kept.has(timer.key)).map((timer) => timer.key),
  };
}

/** The way that led to a clock's being set. */
export const wayOf = ({ path = [], depth = 0 }: Timer): Way => ({ path, depth });

/**
 * A clock with the way of what set it: the last event of the step that changed what it watches. One that is set anew
 * keeps its own. Where no rule led to it, nothing is noted.
 */
export function withWay(timer: Timer, run: Run): Timer {
  const known = run.timers.find(({ key }) => key === timer.key);
  const way = known ? wayOf(known) : wayToChange(run, run.ruleset.watches(timer));
  return way.depth === 0 ? timer : { ...timer, ...way };
}

function wayToChange({ events, origins }: Run, watched: readonly string[]): Way {
  const cause = events.findLast((event) => changedBy(event)?.some((name) => watched.includes(name)) ?? true);
  const { path, depth } = (cause && origins.get(cause.id)) ?? { path: [], depth: 0 };
  return { path, depth };
}
