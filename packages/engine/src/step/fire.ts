import { type Env, type Judgement, keyUnder, type Rule } from "@corridor/rules";
import { carryOut, needsHuman } from "./carry-out.ts";
import { withChange } from "./clocks.ts";
import { effectKey } from "./effect-key.ts";
import type { Origin, Run } from "./run.ts";
import type { Trace, TraceOutcome } from "./trace.ts";

/** What is said of the conditions of a rule that may not act: they were not asked. */
const NOT_ASKED: Judgement = { outcome: "fails", leaves: [] };
const PAUSED = { outcome: "paused", because: "The rule is paused" } as const;

export interface Firing {
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
  const barred = run.isPaused(rule.id) ? PAUSED : rule.barred(env, run.timers);
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
    const because = judged.leaves.find((leaf) => leaf.error)?.error ?? null;
    return say(judged.outcome, { events: needsHuman(run, rule.id, origin, because), because });
  }
  if (judged.outcome === "fails" && !rule.hasElse) return say("condition-false");

  const branch = judged.outcome === "holds" ? "then" : "else";
  const { id } = run.input.subject;
  const { occurrence } = firing;
  // What it sends is named by its first id, so that a rule with a new one sends nothing again.
  const first = rule.was.at(-1) ?? rule.id;
  const done = carryOut(run, rule, origin, () =>
    rule.act(env, branch, {
      occurrence,
      effectKey: (path) => effectKey(first, id, keyUnder(occurrence, rule.id, first), path),
      judged: (path, judgement) => arms.push({ path, judgement }),
    }),
  );
  if (done.outcome !== "fired") return say(done.outcome, done);
  const memory = branch === "then" ? rule.memory(env) : null;
  if (memory) run.timers = withChange(run.timers, { put: [memory], drop: [] });
  say(branch === "then" ? "fired" : "condition-false", done);
}
