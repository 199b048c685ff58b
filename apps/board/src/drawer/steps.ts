import type { Event } from "@corridor/protocol";

/** What one person or one rule did at once. `events` in the order it happened. */
export interface Step {
  readonly first: Event;
  readonly events: readonly Event[];
}

/**
 * A history as steps, newest first: what one doer did in one go is one entry with one reason. Entering a stage says
 * again what the move said, and is left out.
 */
export function stepsOf(history: readonly Event[]): readonly Step[] {
  const moves = history.filter((e) => e.type === "card.moved" || e.type === "card.created");
  const movedRoots = new Set(moves.map((e) => e.root));
  const told = history
    .filter((e) => e.type !== "card.entered" || !movedRoots.has(e.root))
    .sort((a, b) => a.seq - b.seq);
  const steps: { first: Event; events: Event[] }[] = [];
  for (const event of told) {
    const last = steps.at(-1);
    if (last && isSameStep(last.first, event)) last.events.push(event);
    else steps.push({ first: event, events: [event] });
  }
  return steps.reverse();
}

const isSameStep = (a: Event, b: Event): boolean =>
  a.root === b.root && a.actor.kind === b.actor.kind && a.actor.id === b.actor.id;
