import { neighbours } from "@corridor/client";
import { flights } from "./flight.ts";
import type { BoardTools, Lifted, Target } from "../tools.ts";

/** Takes a card into the hand: from here on every column shows whether it would take it. */
export function lift(tools: BoardTools, id: string, by: Lifted["by"]): boolean {
  const snapshot = tools.store.getSnapshot();
  const card = snapshot.cards.get(id);
  if (!card || snapshot.head?.readOnly !== false) return false;
  tools.lifted.set({ card, by, verdicts: tools.store.verdicts(card) });
  return true;
}

export function putBack(tools: BoardTools): void {
  tools.lifted.set(null);
  tools.target.set(null);
}

/** Lets go. True when the card stays where it was dropped. */
export function drop(tools: BoardTools, from: { left: number; top: number } | null): boolean {
  const [lifted, target] = [tools.lifted.get(), tools.target.get()];
  putBack(tools);
  if (!lifted || !target || isHome(tools, lifted, target)) return false;
  const { card, verdicts } = lifted;
  if (from) flights.startsAt(card.id, from);
  const column = tools.grips.get(target.stage)?.shown() ?? [];
  tools.store.move(card.id, {
    to: target.stage,
    ...neighbours(column, indexOf(column, card.id, target.line), card.id),
  });
  return verdicts[target.stage] == null;
}

/** A line counts the lifted card's own row where it is in the same column; an index does not. */
function indexOf(column: readonly { id: string }[], id: string, line: number): number {
  const own = column.findIndex((card) => card.id === id);
  return own >= 0 && own < line ? line - 1 : line;
}

/** Whether the target is where the card already is. */
export function isHome(tools: BoardTools, { card }: Lifted, target: Target): boolean {
  if (target.stage !== card.stage) return false;
  const column = tools.grips.get(target.stage)?.shown() ?? [];
  const own = column.findIndex((other) => other.id === card.id);
  return target.line === own || target.line === own + 1;
}
