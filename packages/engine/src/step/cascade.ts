import { type Card, must, type PlannedEvent } from "@corridor/domain";
import type { Started } from "@corridor/rules";
import { fire } from "./fire.ts";
import { endOver, tend } from "./ladders.ts";
import { loopAt, next } from "./loop-guard.ts";
import type { Origin, Run } from "./run.ts";

/**
 * Runs the rules that the events of this step start, and those that their events start, until nothing more
 * follows: breadth first, rules of one event in the order of their files.
 */
export function cascade(run: Run): void {
  let tended: Card | null = null;
  for (let next = 0; next < run.events.length; next += 1) {
    const event = run.events[next] as PlannedEvent;
    if ((run.card?.escalations.length ?? 0) > 0) {
      const origin = { ...originOf(run, event), actor: event.actor, cause: event.id };
      if (run.card !== tended) endOver(run, origin);
      tended = run.card;
      tend(run, event, origin);
    }
    const card = must(run.card, "events of a card leave a card");
    for (const started of run.ruleset.startedBy(event, card)) start(run, event, started);
  }
}

function start(run: Run, event: PlannedEvent, { rule, trigger }: Started): void {
  const card = must(run.card, "events of a card leave a card");
  const way = originOf(run, event);
  const { now } = run.context;
  const passed = `${rule.id}/${card.id}`;
  const stop = loopAt(way, passed, run.ruleset.practice.limits.maxChain);
  if (stop !== null) {
    const nothing = { timer: null, leaves: [], arms: [], acts: [], events: [] };
    const looked = { rule: rule.id, trigger, event: event.id, at: now };
    run.context.observe?.({ ...looked, ...nothing, outcome: "loop-stopped", because: stop });
    return;
  }
  fire(run, {
    rule,
    trigger,
    env: { now, card, actor: event.actor, event, trigger: null, facts: run.facts },
    occurrence: `event:${event.id}`,
    origin: { actor: event.actor, cause: event.id, ...next(way, passed) },
  });
}

const originOf = (run: Run, { id }: PlannedEvent): Origin =>
  must(run.origins.get(id), "every event of the step has its origin");
