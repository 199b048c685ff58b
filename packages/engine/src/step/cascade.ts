import { must, type PlannedEvent } from "@corridor/domain";
import type { Started } from "@corridor/rules";
import { fire } from "./fire.ts";
import type { Run } from "./run.ts";

/**
 * Runs the rules that the events of this step start, and those that their events start, until nothing more
 * follows: breadth first, rules of one event in the order of their files.
 */
export function cascade(run: Run): void {
  for (let next = 0; next < run.events.length; next += 1) {
    const event = run.events[next] as PlannedEvent;
    const card = must(run.card, "events of a card leave a card");
    for (const started of run.ruleset.startedBy(event, card)) start(run, event, started);
  }
}

function start(run: Run, event: PlannedEvent, { rule, trigger }: Started): void {
  const card = must(run.card, "events of a card leave a card");
  const { path, depth } = must(run.origins.get(event.id), "every event of the step has its origin");
  const { now } = run.context;
  const most = run.ruleset.practice.limits.maxChain;
  const stop = stopped(path, depth, most, `${rule.id}/${card.id}`);
  if (stop !== null) {
    const nothing = { timer: null, leaves: [], acts: [], events: [] };
    const looked = { rule: rule.id, trigger, event: event.id, at: now };
    run.context.observe?.({ ...looked, ...nothing, outcome: "loop-stopped", because: stop });
    return;
  }
  fire(run, {
    rule,
    trigger,
    env: { now, card, actor: event.actor, event, trigger: null, facts: run.facts },
    occurrence: `event:${event.id}`,
    origin: {
      actor: event.actor,
      cause: event.id,
      path: [...path, `${rule.id}/${card.id}`],
      depth: depth + 1,
    },
  });
}

/** A chain may grow so long without a person or an answer from outside between its rules. */
function stopped(path: readonly string[], depth: number, most: number, step: string): string | null {
  if (path.includes(step)) return `It already ran on this way: ${[...path, step].join(" → ")}`;
  return depth >= most ? `The chain is ${depth} rules long: ${path.join(" → ")}` : null;
}
