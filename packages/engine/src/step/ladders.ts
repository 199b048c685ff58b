import {
  type Escalation,
  event,
  isRejection,
  must,
  type NewEvent,
  type PlannedEvent,
  ruleActor,
} from "@corridor/domain";
import {
  type Act,
  type Climb,
  type Env,
  escalationOf,
  type Policy,
  rungFacts,
  type Timer,
  type TriggerFacts,
} from "@corridor/rules";
import { effectKey } from "./effect-key.ts";
import { needsHuman } from "./carry-out.ts";
import type { Origin, Run } from "./run.ts";
import type { Trace, TraceOutcome } from "./trace.ts";

/** Ends the escalations that are over: the card's way has ended, or their policy says that it is done. */
export function endOver(run: Run, origin: Origin): void {
  for (const escalation of run.card?.escalations ?? [])
    ended(run, escalation, run.ruleset.policyOf(escalation), origin);
}

/** What an event means for the card's escalations: one that began is told, one that is worked on is not reminded yet. */
export function tend(run: Run, happened: PlannedEvent, origin: Origin): void {
  for (const escalation of run.card?.escalations ?? []) {
    const policy = run.ruleset.policyOf(escalation);
    if (!policy) continue;
    if (happened.type === "escalation.started" && happened.data.policy === escalation.policy)
      step(run, escalation, policy, { trigger: null, occurrence: `event:${happened.id}`, origin });
    else if (isProgress(run, happened, escalation, policy))
      run.take([event("escalation.progressed", { policy: policy.id, at: run.context.now })], origin);
  }
}

/** An escalation's clock has come due. Says why nothing follows, where nothing does. */
export function ringRung(run: Run, timer: Timer, origin: Origin): void {
  const escalation = escalationOf(run.card?.escalations ?? [], timer);
  const policy = escalation && run.ruleset.policyOf(escalation);
  if (!escalation || !policy) return say(run, timer.rule, null, "stale");
  if (ended(run, escalation, policy, origin)) return;
  const trigger = rungFacts(timer, run.context.now);
  step(run, escalation, policy, { trigger, occurrence: timer.key, origin });
}

/** A person did something else than to say that they have it. */
const isProgress = (
  run: Run,
  { actor, type }: PlannedEvent,
  escalation: Escalation,
  policy: Policy,
): boolean =>
  actor.kind === "user" &&
  !type.startsWith("escalation.") &&
  escalation.acknowledgedBy !== null &&
  policy.awaitsProgress &&
  escalation.progressAt !== run.context.now;

function ended(run: Run, escalation: Escalation, policy: Policy | undefined, origin: Origin): boolean {
  const card = must(run.card, "an escalation is on a card");
  const judged = card.final ? null : (policy?.isOver(envOf(run, null), escalation) ?? null);
  if (judged?.outcome === "unknown" || judged?.outcome === "error") {
    const because = judged.leaves.find((leaf) => leaf.error)?.error ?? null;
    const events = needsHuman(run, escalation.policy, origin, because);
    say(run, escalation.policy, null, judged.outcome, { leaves: judged.leaves, because, events });
  }
  if (!card.final && judged?.outcome !== "holds") return false;
  const outcome = card.final ? "cancelled" : "done";
  const command = { type: "resolve", policy: escalation.policy, outcome } as const;
  const events = done(run, [{ path: "done_when", command, onRefused: "fail" }], escalation.policy, origin);
  const leaves = judged?.leaves ?? [];
  say(run, escalation.policy, null, "fired", { leaves, acts: [{ path: "done_when", command }], events });
  return true;
}

interface Occasion {
  /** Null: it begins. */
  readonly trigger: TriggerFacts | null;
  readonly occurrence: string;
  readonly origin: Origin;
}

/** One step up the ladder: what happened to it, then what it tells and does. A chain does not come by it twice. */
function step(run: Run, escalation: Escalation, policy: Policy, occasion: Occasion): void {
  const { trigger, occurrence } = occasion;
  const card = must(run.card, "an escalation is on a card").id;
  const here = `esc:${policy.id}/${card}`;
  const { path, depth } = occasion.origin;
  if (trigger === null && path.includes(here)) {
    const because = `It already climbed on this way: ${[...path, here].join(" → ")}`;
    return say(run, policy.id, trigger, "loop-stopped", { because });
  }
  const origin =
    trigger === null ? { ...occasion.origin, path: [...path, here], depth: depth + 1 } : occasion.origin;
  const firing = {
    occurrence,
    effectKey: (action: string) => effectKey(policy.id, card, occurrence, action),
  };
  const env = envOf(run, trigger);
  const climb =
    trigger === null ? policy.begin(env, escalation, firing) : policy.climb(env, escalation, firing);
  const before = run.events.length;
  run.take(climbed(escalation, climb, trigger === null, run.context.now), by(policy.id, origin));
  const acts = climb.kind === "hold" ? [] : climb.acts;
  done(run, acts, policy.id, origin);
  const failed = climb.kind === "hold" ? null : climb.failed;
  if (failed) needsHuman(run, policy.id, origin, failed.because);
  const events = run.events.slice(before).map(({ id }) => id);
  say(run, policy.id, trigger, failed?.outcome ?? "fired", {
    acts,
    events,
    because: failed?.because ?? null,
  });
}

/** What became of the escalation. That it began says already that its first level was told. */
function climbed({ policy }: Escalation, climb: Climb, begins: boolean, at: string): NewEvent[] {
  const { kind, level } = climb;
  if (kind === "exhausted") return [event("escalation.exhausted", { policy, level, at })];
  const { round } = climb;
  if (kind === "hold") return [event("escalation.held", { policy, level, round, until: climb.until })];
  return begins && level === 0 ? [] : [event("escalation.level", { policy, level, round, at })];
}

/** Carries out what a policy asks. Who is told is told, even where something else is refused: that needs a person. */
function done(run: Run, acts: readonly Act[], policy: string, origin: Origin): string[] {
  const before = run.events.length;
  let back = run.mark();
  for (const act of acts) {
    const decided = run.decide(act.command, ruleActor(policy));
    if (!isRejection(decided)) run.take(decided, by(policy, origin));
    else if (act.onRefused === "stop") break;
    else if (act.onRefused === "fail") {
      back();
      needsHuman(run, policy, origin, decided.because);
      break;
    }
    if (act.command.type === "notify") back = run.mark();
  }
  return run.events.slice(before).map(({ id }) => id);
}

const by = (policy: string, origin: Origin): Origin => ({ ...origin, actor: ruleActor(policy) });

const envOf = (run: Run, trigger: TriggerFacts | null): Env => ({
  now: run.context.now,
  card: must(run.card, "an escalation is on a card"),
  actor: run.input.actor,
  event: null,
  trigger,
  facts: run.facts,
});

function say(
  run: Run,
  policy: string,
  timer: TriggerFacts | null,
  outcome: TraceOutcome,
  rest: Partial<Trace> = {},
): void {
  const looked = { rule: policy, trigger: 0, timer, event: null, at: run.context.now, outcome };
  run.context.observe?.({ ...looked, leaves: [], arms: [], acts: [], events: [], because: null, ...rest });
}
