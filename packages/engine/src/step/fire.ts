import { event, isRejection, must, ruleActor } from "@corridor/domain";
import { type Act, ActFailure, type Env, type Judgement, type Rule } from "@corridor/rules";
import { withChange } from "./clocks.ts";
import { effectKey } from "./effect-key.ts";
import type { Origin, Run } from "./run.ts";
import type { Trace, TraceOutcome } from "./trace.ts";

/** Put on a card for which a rule could not be decided or not done: automation has stopped and a person must look. */
const NEEDS_HUMAN = "needs-human";

/** What is said of the conditions of a rule that may not act: they were not asked. */
const NOT_ASKED: Judgement = { outcome: "fails", leaves: [] };

interface Firing {
  readonly rule: Rule;
  readonly trigger: number;
  readonly env: Env;
  readonly occurrence: string;
  readonly origin: Origin;
}

/**
 * Lets a rule act, whole or not at all. The rule reads the card as it was when it matched; its commands are
 * decided one after the other on the card as it becomes. What it did is told to the observer.
 */
export function fire(run: Run, firing: Firing): void {
  const { rule, trigger, env, origin } = firing;
  const barred = rule.barred(env, run.timers);
  const judged = barred ? NOT_ASKED : rule.judge(env, trigger);
  const arms: Trace["arms"][number][] = [];
  const say = (outcome: TraceOutcome, rest: Partial<Trace> = {}) =>
    run.context.observe?.(
      {
        ...{ rule: rule.id, trigger, timer: env.trigger, event: env.event?.id ?? null, at: env.now },
        ...{ outcome, leaves: judged.leaves, arms, acts: [], events: [], because: null, ...rest },
      },
      env,
    );
  if (barred) return say(barred.outcome, { because: barred.because });
  if (judged.outcome === "unknown" || judged.outcome === "error") {
    const events = needsHuman(run, rule.id, origin);
    return say(judged.outcome, { events, because: judged.leaves.find((leaf) => leaf.error)?.error ?? null });
  }
  if (judged.outcome === "fails" && !rule.hasElse) return say("condition-false");

  const branch = judged.outcome === "holds" ? "then" : "else";
  const card = must(run.card, "a rule runs on a card").id;
  const acts = actsOf(rule, env, branch, {
    occurrence: firing.occurrence,
    effectKey: (path) => effectKey(rule.id, card, firing.occurrence, path),
    judged: (path, judgement) => arms.push({ path, judgement }),
  });
  if (acts instanceof ActFailure) {
    const events = needsHuman(run, rule.id, origin);
    return say(acts.outcome, { events, because: `${acts.path}: ${acts.message}` });
  }
  if (rule.enabled === "shadow") return say("shadow", { acts });

  const back = run.mark();
  const before = run.events.length;
  for (const act of acts) {
    const decided = run.decide(act.command, ruleActor(rule.id));
    if (!isRejection(decided)) run.take(decided, { ...origin, actor: ruleActor(rule.id) });
    else if (act.onRefused === "stop") break;
    else if (act.onRefused === "fail") {
      back();
      // What automation should have done and could not is a person's now; otherwise nobody would know.
      return say("refused", { acts, because: decided.because, events: needsHuman(run, rule.id, origin) });
    }
  }
  const memory = branch === "then" ? rule.memory(env) : null;
  if (memory) run.timers = withChange(run.timers, { put: [memory], drop: [] });
  say(branch === "then" ? "fired" : "condition-false", {
    acts,
    events: run.events.slice(before).map((e) => e.id),
  });
}

/** What the rule would do, or the value it could not tell. Anything else that goes wrong is a bug and passes on. */
function actsOf(
  rule: Rule,
  env: Env,
  branch: "then" | "else",
  firing: Parameters<Rule["act"]>[2],
): readonly Act[] | ActFailure {
  try {
    return rule.act(env, branch, firing);
  } catch (failure) {
    if (failure instanceof ActFailure) return failure;
    throw failure;
  }
}

/** Puts the card before a person, in the rule's name. Returns the ids of the events; none where it is there already. */
export function needsHuman(run: Run, rule: string, origin: Origin): string[] {
  if (run.card?.labels.includes(NEEDS_HUMAN)) return [];
  const labelled = event("card.labelled", { added: [NEEDS_HUMAN], removed: [] });
  return run.take([labelled], { ...origin, actor: ruleActor(rule) }).map((e) => e.id);
}
