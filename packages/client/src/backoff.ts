const FIRST = 500;
const LONGEST = 15_000;

/**
 * How long to wait before trying again: doubling, and anywhere between half of that and all of it, so that a
 * practice's browsers do not return in one step after a restart.
 */
export function backoff(tries: number, random: () => number): number {
  const full = Math.min(LONGEST, FIRST * 2 ** Math.max(0, tries - 1));
  return Math.round(full * (0.5 + random() / 2));
}
