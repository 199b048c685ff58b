import { event, isRejection, rejections, ruleActor } from "@corridor/domain";
import { type Act, ActFailure, type Rule } from "@corridor/rules";
import { notDone } from "./not-done.ts";
import type { Origin, Run } from "./run.ts";
import type { Trace, TraceOutcome } from "./trace.ts";

/** Put on a card for which a rule could not be decided or not done: automation has stopped and a person must look. */
const NEEDS_HUMAN = "needs-human";

type CarriedOut = Pick<Trace, "acts" | "events" | "because"> & { readonly outcome: TraceOutcome };

/**
 * Does what a rule asks, whole or not at all: its commands are decided one after the other on the card as it becomes.
 * What automation should have done and could not is a person's; otherwise nobody would know. Where somebody was faster
 * and the action yields to that, there is nothing left to do.
 */
export function carryOut(
  run: Run,
  rule: Pick<Rule, "id" | "enabled">,
  origin: Origin,
  act: () => readonly Act[],
): CarriedOut {
  const acts = actsOf(act);
  if (acts instanceof ActFailure) {
    const because = `${acts.path}: ${acts.message}`;
    const events = needsHuman(run, rule.id, origin, because);
    return { outcome: acts.outcome, acts: [], events, because };
  }
  if (rule.enabled === "shadow") return { outcome: "shadow", acts, events: [], because: null };
  const back = run.mark();
  const before = run.events.length;
  for (const { command, onRefused } of acts) {
    const decided = run.decide(command, ruleActor(rule.id));
    if (!isRejection(decided)) run.take(decided, { ...origin, actor: ruleActor(rule.id) });
    else if (onRefused === "stop") break;
    else if (onRefused === "fail" || onRefused === "yield") {
      back();
      const outrun = onRefused === "yield" && rejections[decided.code] === "conflict";
      const events = outrun ? [] : needsHuman(run, rule.id, origin, decided.because);
      return { outcome: "refused", acts, events, because: decided.because };
    }
  }
  return { outcome: "fired", acts, events: run.events.slice(before).map(({ id }) => id), because: null };
}

/** What the rule would do, or the value it could not tell. Anything else that goes wrong is a bug and passes on. */
function actsOf(act: () => readonly Act[]): readonly Act[] | ActFailure {
  try {
    return act();
  } catch (failure) {
    if (failure instanceof ActFailure) return failure;
    throw failure;
  }
}

/**
 * Puts the card before a person, in the rule's name, or tells somebody where there is no card. Returns the ids of the
 * events; none where it is there already.
 */
export function needsHuman(run: Run, rule: string, origin: Origin, because: string | null): string[] {
  const { input, context, ruleset } = run;
  if (input.subject.kind !== "card") {
    const told = notDone({ rule, because, input, now: context.now }, ruleset);
    return run.take([told], { ...origin, actor: ruleActor(rule) }).map(({ id }) => id);
  }
  if (run.card === null || run.card.labels.includes(NEEDS_HUMAN)) return [];
  const labelled = event("card.labelled", { added: [NEEDS_HUMAN], removed: [] });
  return run.take([labelled], { ...origin, actor: ruleActor(rule) }).map((e) => e.id);
}
