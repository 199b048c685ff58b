import type { Counted } from "@corridor/protocol";

const FIRST = 10;

/** So many, each once, and the first of them. */
export function counted(ids: Iterable<string>): Counted {
  const all = [...new Set(ids)].sort();
  return { count: all.length, first: all.slice(0, FIRST) };
}

/** `1 card`, `2 cards`. */
export const many = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;
