import { event, type PlannedEvent } from "@corridor/domain";
import { noCard, type PracticeStart, type Ruleset, type Turned } from "@corridor/rules";
import type { Input, State } from "../ports/ledger.ts";
import { difference, withChange } from "./clocks.ts";
import type { Plan, StepContext } from "./context.ts";
import { effectsIn } from "./effects.ts";
import type { FactReader } from "./fact-reader.ts";
import { PracticeRun, raised } from "./practice-run.ts";
import type { Origin } from "./run.ts";
import { start, startBy } from "./start.ts";

type RecordOf = Extract<State, { kind: "record" }>;

/**
 * A clock that belongs to no card has come due, something was counted, or new rules set the practice's clocks. A
 * planned time is the name of its clock, so whoever rings it twice, after a restart or on two nodes, rings the same one.
 */
export function tick(
  state: RecordOf,
  input: Input,
  context: StepContext & { readonly ruleset: Ruleset },
  facts: FactReader,
): Plan {
  const run = new PracticeRun(null, input, context, context.ruleset, facts);
  const stored = state.timers ?? [];
  const { change, starts } = turned(run, stored);
  run.timers = withChange(stored, change);
  for (const one of starts) begin(run, one);
  heard(run);
  const { events, timers } = run;
  const record = events.length > 0 ? raised(state) : state.record;
  return {
    events,
    after: { ...state, record, timers },
    ...difference(stored, timers),
    effects: effectsIn(run),
    ...{ reconciles: false, recall: [], facts: facts.used },
  };
}

const NOTHING: Turned = { change: { put: [], drop: [] }, starts: [] };

/** What the practice's clocks make of it. */
function turned(run: PracticeRun, current: PracticeRun["timers"]): Turned {
  const { input, context, ruleset, facts } = run;
  const { ask } = input;
  const { now } = context;
  const { timetable } = ruleset;
  const view = { now, facts, current, isPaused: (rule: string) => run.isPaused(rule) };
  if ("reconcile" in ask) return timetable.settle(view);
  if ("command" in ask)
    return ask.command.type === "count" ? timetable.count(ask.command.triggers, view) : NOTHING;
  const timer = current.find(({ key }) => key === ask.timer);
  return (timer?.due && timer.due <= now && timetable.ring(timer, view)) || NOTHING;
}

/** The rule runs, or, where it starts on many cards, they are looked for first. */
function begin(
  run: PracticeRun,
  { rule: id, trigger, occurrence, facts: timer, location, selection }: PracticeStart,
): void {
  const rule = run.ruleset.rule(id);
  const { actor, cause, path, depth } = run.input;
  const led: Origin = { actor, cause, path, depth };
  if (!rule) return;
  if (selection !== null) {
    const given = { occurrence, "trigger.due": timer.due, "trigger.late": timer.late };
    run.take(
      [event("cards.wanted", { effect: `${run.input.id}>${selection}`, rule: id, selection, given })],
      led,
    );
    return;
  }
  const { now } = run.context;
  const env = { now, card: noCard(location), actor, event: null, trigger: timer, facts: run.facts };
  start(run, { rule, trigger, env, occurrence, origin: led }, location ?? "");
}

/** What was announced on no card is heard by the rules that need none. */
function heard(run: PracticeRun): void {
  const card = noCard(null);
  for (let n = 0; n < run.events.length; n += 1) {
    const told = run.events[n] as PlannedEvent;
    if (told.type !== "event.raised") continue;
    for (const started of run.ruleset.startedBy(told, card))
      if (started.rule.needsNoCard) startBy(run, told, started, card);
  }
}
