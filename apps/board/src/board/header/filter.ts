import type { CardSummary } from "@corridor/domain/board";
import { isPressing } from "../../card/due.ts";

/** What the board is narrowed to. `text` is looked for in the names already here, and never leaves the page. */
export interface Filter {
  readonly location: string | null;
  readonly mine: boolean;
  readonly due: boolean;
  readonly text: string;
}

export const everything: Filter = { location: null, mine: false, due: false, text: "" };

export function isShown(card: CardSummary, filter: Filter, me: string, now: number): boolean {
  if (filter.location !== null && card.location !== filter.location) return false;
  if (filter.mine && card.assignee !== me) return false;
  if (filter.due && !isPressing(card, now)) return false;
  return filter.text === "" || folded(card.patient.display).includes(folded(filter.text));
}

/** Case and accents do not matter when looking for a name. */
const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** A column's cards that are shown; the same array when that is all of them. */
export function shownOf(
  cards: readonly CardSummary[],
  filter: Filter,
  me: string,
  now: number,
): readonly CardSummary[] {
  return filter === everything ? cards : cards.filter((card) => isShown(card, filter, me, now));
}
