import type { Env } from "@corridor/rules";
import { isRejection, reject } from "@corridor/domain";
import type { Input, RuleRun, RunOutcome, State } from "../ports/ledger.ts";
import { cardStep } from "./card-step.ts";
import type { StepContext, StepResult } from "./context.ts";
import { FactReader, MissingFacts } from "./fact-reader.ts";
import { gather } from "./gather.ts";
import { recordStep } from "./record-step.ts";
import type { Trace, TraceOutcome } from "./trace.ts";
import { tick } from "./tick.ts";

/**
 * The one function everything rests on. It takes a subject as it is and something that is asked of it, and says
 * all that follows: events, clocks and effects, the whole cascade; or why not; or which facts it must know first.
 * No clock, no chance, no I/O: the same arguments give the same answer, live, in a test, in replay.
 */
export function step(state: State, input: Input, context: StepContext): StepResult {
  const facts = new FactReader(context.facts);
  const runs: RuleRun[] = [];
  const observe = (trace: Trace, env?: Env): void => {
    if (isCounted(trace.outcome)) runs.push({ rule: trace.rule, outcome: trace.outcome });
    context.observe?.(trace, env);
  };
  try {
    const result = stepOn(state, input, { ...context, observe }, facts);
    return isRejection(result)
      ? { kind: "rejection", rejection: result, facts: facts.used }
      : { kind: "plan", plan: result, runs };
  } catch (stopped) {
    if (!(stopped instanceof MissingFacts)) throw stopped;
    return { kind: "needs", needs: stopped.keys, rulesets: stopped.rulesets };
  }
}

const COUNTED: ReadonlySet<TraceOutcome> = new Set<RunOutcome>([
  ...(["fired", "refused", "unknown", "error", "loop-stopped", "paused", "shadow"] as const),
]);
const isCounted = (outcome: TraceOutcome): outcome is RunOutcome => COUNTED.has(outcome);

function stepOn(state: State, input: Input, context: StepContext, facts: FactReader) {
  const { ruleset } = context;
  if (state.kind === "record") {
    const command = "command" in input.ask ? input.ask.command : null;
    if (ruleset && input.subject.kind === "practice" && (!command || command.type === "count"))
      return tick(state, input, { ...context, ruleset }, facts);
    return command && command.type === "gather" && ruleset
      ? gather(state, input, command, { ...context, ruleset }, facts)
      : recordStep(state, input, context, facts);
  }
  if (!ruleset) return reject("ruleset_unknown", "This practice has no rules yet");
  return cardStep(state, input, context, ruleset, facts);
}
