import type { Timer, TimerChange } from "@corridor/rules";

/**
 * A card's clocks after a change, in the order of their keys: live, in a batch and in replay the same clocks stand in
 * the same order, wherever they were kept meanwhile.
 */
export function withChange(timers: readonly Timer[], { put, drop }: TimerChange): readonly Timer[] {
  const gone = new Set([...drop, ...put.map((timer) => timer.key)]);
  return [...timers.filter((timer) => !gone.has(timer.key)), ...put].sort((a, b) => (a.key < b.key ? -1 : 1));
}
