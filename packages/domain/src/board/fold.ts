import { byRank } from "../rank.ts";
import type { CardChange, CardSummary } from "./summary.ts";

/** The cards of a board at a moment of its history. */
export interface BoardState {
  readonly seq: number;
  readonly cards: ReadonlyMap<string, CardSummary>;
}

export const emptyBoard: BoardState = { seq: 0, cards: new Map() };

/**
 * Put or remove: the whole arithmetic of a board, the same on server and browser, live and in the past. An older
 * version of a card than the one shown is passed over.
 */
export function put(board: BoardState, seq: number, changes: readonly CardChange[]): BoardState {
  if (changes.length === 0) return { seq, cards: board.cards };
  const cards = new Map(board.cards);
  for (const change of changes) {
    if ("gone" in change) cards.delete(change.id);
    else if ((cards.get(change.id)?.version ?? -1) <= change.version) cards.set(change.id, change);
  }
  return { seq, cards };
}

/** The columns in their order: stage id to its cards by (rank, id). */
export function columnsOf(cards: Iterable<CardSummary>): ReadonlyMap<string, readonly CardSummary[]> {
  const columns = new Map<string, CardSummary[]>();
  for (const card of cards) {
    const column = columns.get(card.stage);
    if (column) column.push(card);
    else columns.set(card.stage, [card]);
  }
  for (const column of columns.values()) column.sort(byRank);
  return columns;
}
