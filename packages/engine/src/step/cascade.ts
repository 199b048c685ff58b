import { type Card, must, type PlannedEvent } from "@corridor/domain";
import { endOver, tend } from "./ladders.ts";
import type { Run } from "./run.ts";
import { startBy } from "./start.ts";

/**
 * Runs the rules that the events of this step start, and those that their events start, until nothing more
 * follows: breadth first, rules of one event in the order of their files.
 */
export function cascade(run: Run): void {
  let tended: Card | null = null;
  for (let next = 0; next < run.events.length; next += 1) {
    const event = run.events[next] as PlannedEvent;
    if ((run.card?.escalations.length ?? 0) > 0) {
      const origin = { ...run.originOf(event), actor: event.actor, cause: event.id };
      if (run.card !== tended) endOver(run, origin);
      tended = run.card;
      tend(run, event, origin);
    }
    const standing = (): Card => must(run.card, "events of a card leave a card");
    for (const started of run.ruleset.startedBy(event, standing())) startBy(run, event, started, standing());
  }
}
