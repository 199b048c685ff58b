/** Chance that can be had again: the same seed, the same numbers. */
export interface Chance {
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  /** One of these. */
  of<T>(all: readonly T[]): T;
  maybe(): boolean;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const below = (n: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
  return {
    below,
    of: <T>(all: readonly T[]): T => all[below(all.length)] as T,
    maybe: () => below(2) === 1,
  };
}
