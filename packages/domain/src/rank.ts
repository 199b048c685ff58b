import { generateKeyBetween } from "fractional-indexing";

/** Keys between which a card's rank falls. A bound is null at the end of the column. */
export interface Gap {
  readonly after: string | null;
  readonly before: string | null;
}

/** A key strictly between the two bounds; compare keys by their bytes. */
export function rankBetween({ after, before }: Gap): string {
  return generateKeyBetween(after, before);
}

export interface Ranked {
  readonly id: string;
  readonly rank: string;
}

/** The order of a column: by rank, then by id. */
export function byRank(a: Ranked, b: Ranked): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * Where a card goes that was dropped after one card or before another. A neighbour that has left the column
 * is ignored in favour of the other one; with neither, the card goes to the end. `column` is in order and does
 * not contain the card itself. Cards that share a rank (two nodes gave it at once) are stepped over together.
 */
export function gapFor(column: readonly Ranked[], after: string | null, before: string | null): Gap {
  const a = after === null ? undefined : column.find((card) => card.id === after);
  if (a) return { after: a.rank, before: column.find((card) => card.rank > a.rank)?.rank ?? null };
  const b = before === null ? undefined : column.find((card) => card.id === before);
  if (b) return { after: column.findLast((card) => card.rank < b.rank)?.rank ?? null, before: b.rank };
  return { after: column.at(-1)?.rank ?? null, before: null };
}
