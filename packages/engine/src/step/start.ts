import type { Card, PlannedEvent } from "@corridor/domain";
import type { Started } from "@corridor/rules";
import { type Firing, fire } from "./fire.ts";
import { loopAt, next } from "./loop-guard.ts";
import type { Run } from "./run.ts";

/**
 * Lets a rule run at the end of the way that `firing.origin` says, unless it would go in a circle: then whoever asks why
 * is told so. `on` is what it runs on: a card, or the place of a rule that starts on none.
 */
export function start(run: Run, firing: Firing, on: string): void {
  const { rule, trigger, env, origin } = firing;
  const passed = `${rule.id}/${on}`;
  const because = loopAt(origin, passed, run.ruleset.practice.limits.maxChain);
  if (because === null) return fire(run, { ...firing, origin: { ...origin, ...next(origin, passed) } });
  run.context.observe?.({
    ...{ rule: rule.id, trigger, timer: env.trigger, event: env.event?.id ?? null, at: env.now, because },
    ...{ outcome: "loop-stopped", leaves: [], arms: [], acts: [], events: [] },
  });
}

/** Lets a rule run by an event that pulls it. */
export function startBy(run: Run, event: PlannedEvent, { rule, trigger }: Started, card: Card): void {
  const { actor, id } = event;
  const env = { now: run.context.now, card, actor, event, trigger: null, facts: run.facts };
  const origin = { ...run.originOf(event), actor, cause: id };
  start(run, { rule, trigger, env, occurrence: `event:${id}`, origin }, card.id);
}
