import {
  type CardSummary,
  entryOf,
  gapFor,
  legalMoves,
  type Lifecycle,
  rankBetween,
  type Stage,
  stageOf,
} from "@corridor/domain/board";
import type { Cards, Columns } from "./mirror.ts";

export interface Drop {
  /** A stage. */
  readonly to: string;
  readonly after: string | null;
  readonly before: string | null;
}

/** What a drop makes of the card until the server has spoken: the same place and rank it will be given there. */
export function placed(lifecycle: Lifecycle, columns: Columns, card: CardSummary, drop: Drop) {
  const stage = stageOf(lifecycle, drop.to);
  const crosses = stage !== undefined && stage.id !== card.stage;
  // In the same column, with no neighbour named, the card stays where people see it.
  if (!crosses && !drop.after && !drop.before) return { rank: card.rank };
  const column = (columns.get(drop.to) ?? []).filter((other) => other.id !== card.id);
  const rank = rankBetween(gapFor(column, drop.after, drop.before));
  if (!crosses) return { rank };
  return { rank, stage: stage.id, state: entryOf(lifecycle, card.stage, stage), automated: false };
}

/** For every stage null, or the sentence why this card may not go there now. */
export function verdicts(lifecycle: Lifecycle, cards: Cards, columns: Columns, card: CardSummary) {
  const count = (stage: Stage, location: string): number => {
    const column = columns.get(stage.id) ?? [];
    return stage.wip?.per === "location"
      ? column.filter((c) => c.location === location).length
      : column.length;
  };
  return legalMoves(lifecycle, cards.get(card.id) ?? card, count);
}

/** The neighbours of a position in a column, counted without the card that is being moved. */
export function neighbours(column: readonly CardSummary[], index: number, card: string) {
  const others = column.filter((other) => other.id !== card);
  return { after: others[index - 1]?.id ?? null, before: others[index]?.id ?? null };
}
