import type { CardSummary } from "@corridor/domain/board";

/** How many cards count against a limit: all of a stage, or those of one location, the fullest unless one is chosen. */
export function fullest(
  cards: readonly CardSummary[],
  each: boolean,
  chosen: string | null,
): { readonly count: number; readonly location: string | null } {
  if (!each) return { count: cards.length, location: null };
  const counts = new Map<string, number>();
  for (const { location } of cards) counts.set(location, (counts.get(location) ?? 0) + 1);
  if (chosen !== null) return { count: counts.get(chosen) ?? 0, location: chosen };
  let most: { count: number; location: string | null } = { count: 0, location: null };
  for (const [location, count] of counts) if (count > most.count) most = { count, location };
  return most;
}
