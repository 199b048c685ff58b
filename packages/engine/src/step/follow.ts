import { type CommandOf, must } from "@corridor/domain";
import { effectKey } from "./effect-key.ts";
import { carryOut, needsHuman } from "./carry-out.ts";
import { fire } from "./fire.ts";
import { loopAt, next } from "./loop-guard.ts";
import type { Run } from "./run.ts";
import type { Trace, TraceOutcome } from "./trace.ts";

/** Does to a chosen card what a rule's `select` says, or lets its rule start there, if the card is still meant. */
export function follow(run: Run, { rule: id, selection: name, given }: CommandOf<"follow">): void {
  const rule = run.ruleset.rule(id);
  const selection = rule?.selections.get(name);
  const card = must(run.card, "a chosen card is there");
  const { actor, cause, path, depth } = run.input;
  const say = (outcome: TraceOutcome, rest: Partial<Trace> = {}) =>
    run.context.observe?.({
      ...{ rule: id, trigger: 0, timer: null, event: cause, at: run.context.now, outcome },
      ...{ leaves: [], arms: [], acts: [], events: [], because: null, ...rest },
    });
  if (!rule || !selection) return say("stale");
  const start = selection.starts(given);
  const passed = start ? `${id}/${card.id}` : `${id}#${name}/${card.id}`;
  const loop = loopAt({ path, depth }, passed, run.ruleset.practice.limits.maxChain);
  if (loop !== null) return say("loop-stopped", { because: loop });
  const origin = { actor, cause, ...next({ path, depth }, passed) };
  const env = { now: run.context.now, card, actor, event: null, trigger: null, facts: run.facts };
  const { outcome, leaves } = selection.judge(env, given);
  if (outcome === "fails") return say("stale", { leaves });
  if (outcome !== "holds") {
    const because = leaves.find((leaf) => leaf.error)?.error ?? null;
    return say(outcome, { leaves, because, events: needsHuman(run, id, origin, because) });
  }
  if (start) {
    const { trigger, occurrence, facts } = start;
    return fire(run, { rule, trigger, env: { ...env, trigger: facts }, occurrence, origin });
  }
  const occurrence = `select:${run.input.id}`;
  const arms: Trace["arms"][number][] = [];
  const done = carryOut(run, rule, origin, () =>
    selection.act(env, given, {
      occurrence,
      effectKey: (action) => effectKey(id, card.id, occurrence, action),
      judged: (action, judgement) => arms.push({ path: action, judgement }),
    }),
  );
  say(done.outcome, { leaves, arms, ...done });
}
