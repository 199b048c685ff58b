import { nodeOf } from "./drag/flight.ts";
import type { BoardTools } from "./tools.ts";

/** The card an element is a part of. */
export const cardAt = (element: Element | null): string | null =>
  element?.closest<HTMLElement>("[data-card]")?.dataset["card"] ?? null;

/** The card that has the keyboard's focus. */
export const focusedCard = (): string | null => cardAt(document.activeElement);

/** Up or down a column; with the drawer open, the drawer goes along. */
export function walk(tools: BoardTools, from: string | null, step: 1 | -1): boolean {
  const place = placeOf(tools, from) ?? firstPlace(tools);
  if (!place) return false;
  const next = from === null ? place.index : place.index + step;
  return focusAt(tools, place.stage, next);
}

/** Into the next column that has cards, at about the same height. */
export function focusBeside(tools: BoardTools, from: string | null, step: 1 | -1): boolean {
  const place = placeOf(tools, from);
  if (!place) return walk(tools, null, 1);
  const stages = [...stagesWithCards(tools)];
  const next = stages[stages.indexOf(place.stage) + step];
  if (next === undefined) return false;
  const last = (tools.grips.get(next)?.shown().length ?? 1) - 1;
  return focusAt(tools, next, Math.min(place.index, last));
}

function focusAt(tools: BoardTools, stage: string, index: number): boolean {
  const grip = tools.grips.get(stage);
  const card = grip?.shown()[index];
  if (!grip || !card) return false;
  if (tools.open.get() !== null) tools.open.set(card.id);
  grip.scrollTo(index);
  focusSoon(card.id);
  return true;
}

/** Shows a card wherever it stands. Its row may not be mounted, and on a board just opened nothing is measured yet. */
export function bringIntoSight(tools: BoardTools, card: string): void {
  requestAnimationFrame(() => {
    const place = placeOf(tools, card);
    const grip = place && tools.grips.get(place.stage);
    grip?.section.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (place) grip?.scrollTo(place.index);
  });
}

/** Focus a card whose row may only be mounted by the next frame. */
export function focusSoon(card: string): void {
  const focus = () => nodeOf(card)?.focus({ preventScroll: false });
  requestAnimationFrame(() => requestAnimationFrame(focus));
}

function placeOf(tools: BoardTools, card: string | null): { stage: string; index: number } | null {
  if (card === null) return null;
  for (const [stage, grip] of tools.grips) {
    const index = grip.shown().findIndex((other) => other.id === card);
    if (index >= 0 && grip.scroller) return { stage, index };
  }
  return null;
}

function firstPlace(tools: BoardTools) {
  const [stage] = stagesWithCards(tools);
  return stage === undefined ? null : { stage, index: 0 };
}

/** In the order of the board, whatever order the columns were mounted in. */
function stagesWithCards(tools: BoardTools): readonly string[] {
  const stages = tools.store.getSnapshot().head?.stages ?? [];
  return stages
    .map((stage) => stage.id)
    .filter((id) => {
      const grip = tools.grips.get(id);
      return grip?.scroller && grip.shown().length > 0;
    });
}
