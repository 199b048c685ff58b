import { event, must, type PlannedEvent } from "@corridor/domain";
import { noCard, type PracticeStart, type Ruleset, type Turned } from "@corridor/rules";
import type { Effect, Input, State } from "../ports/ledger.ts";
import { withChange } from "./clocks.ts";
import type { Plan, StepContext } from "./context.ts";
import { effectOf } from "./effects.ts";
import type { FactReader } from "./fact-reader.ts";
import { fire } from "./fire.ts";
import { loopAt, next } from "./loop-guard.ts";
import { PracticeRun } from "./practice-run.ts";
import type { Origin } from "./run.ts";

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
  for (const start of starts) begin(run, start);
  heard(run);
  const { events, timers } = run;
  const record = events.length > 0 ? raised(state) : state.record;
  const effects = events.map((one) =>
    effectOf(one, must(run.origins.get(one.id), "an event has its origin")),
  );
  return {
    events,
    after: { ...state, record, timers },
    put: timers.filter((timer) => !stored.includes(timer)),
    drop: gone(stored, timers),
    effects: effects.filter((effect): effect is Effect => effect !== null),
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
  const passed = `${id}/${location ?? ""}`;
  if (loopAt(led, passed, run.ruleset.practice.limits.maxChain) !== null) return;
  const origin = { ...led, ...next(led, passed) };
  const env = {
    now: run.context.now,
    card: noCard(location),
    actor,
    event: null,
    trigger: timer,
    facts: run.facts,
  };
  fire(run, { rule, trigger, env, occurrence, origin });
}

/** What was announced on no card is heard by the rules that need none. */
function heard(run: PracticeRun): void {
  for (let n = 0; n < run.events.length; n += 1) {
    const told = run.events[n] as PlannedEvent;
    if (told.type !== "event.raised") continue;
    const way = must(run.origins.get(told.id), "every event of the step has its origin");
    const card = noCard(null);
    for (const { rule, trigger } of run.ruleset.startedBy(told, card)) {
      const passed = `${rule.id}/`;
      if (!rule.needsNoCard || loopAt(way, passed, run.ruleset.practice.limits.maxChain) !== null) continue;
      const env = {
        now: run.context.now,
        card,
        actor: told.actor,
        event: told,
        trigger: null,
        facts: run.facts,
      };
      const origin = { actor: told.actor, cause: told.id, ...next(way, passed) };
      fire(run, { rule, trigger, env, occurrence: `event:${told.id}`, origin });
    }
  }
}

/** The practice's record after one more transaction that changed it. */
export function raised({ record }: RecordOf): NonNullable<RecordOf["record"]> {
  const known = must(record, "a practice with rules has a record");
  return { ...known, version: known.version + 1 };
}

function gone(stored: PracticeRun["timers"], timers: PracticeRun["timers"]): readonly string[] {
  const kept = new Set(timers.map(({ key }) => key));
  return stored.map(({ key }) => key).filter((key) => !kept.has(key));
}
