import {
  type Card,
  type CardCommand,
  factKey,
  isRejection,
  must,
  reject,
  type Rejection,
  touches,
} from "@corridor/domain";
import type { Env, Ruleset, Timer, TimerChange } from "@corridor/rules";
import type { Effect, Input, State } from "../ports/ledger.ts";
import { cascade } from "./cascade.ts";
import { changedByAll } from "./changed.ts";
import type { Plan, StepContext } from "./context.ts";
import { effectOf } from "./effects.ts";
import type { FactReader } from "./fact-reader.ts";
import { fire } from "./fire.ts";
import { Run } from "./run.ts";

type CardState = Extract<State, { kind: "card" }>;

/** One input on one card, with everything the rules make of it. */
export function cardStep(
  state: CardState,
  input: Input,
  context: StepContext,
  ruleset: Ruleset,
  facts: FactReader,
): Plan | Rejection {
  const run = new Run(state.card, input, context, ruleset, facts);
  const spent =
    "timer" in input.ask
      ? comeDue(run, state, input.ask.timer)
      : asked(run, input, input.ask.command as CardCommand);
  if (isRejection(spent)) return spent;
  if (startsRules(input)) cascade(run);
  return finish(run, state, spent);
}

/** Imports tell what happened elsewhere and undo withdraws a decision: neither starts a rule. */
const startsRules = ({ actor, ask }: Input): boolean =>
  actor.kind !== "import" && !("command" in ask && ask.command.type === "undo");

function asked(run: Run, input: Input, command: CardCommand): readonly Timer[] | Rejection {
  const conflict = conflicts(run, input, command);
  if (conflict) return conflict;
  const decided = run.decide(command, input.actor);
  if (isRejection(decided)) return decided;
  const { actor, cause, path, depth } = input;
  run.take(decided, { actor, cause, path, depth });
  return [];
}

/** The sender saw an older card: that matters only where somebody has touched since what this command touches. */
function conflicts(run: Run, { expected }: Input, command: CardCommand): Rejection | null {
  const { card, facts } = run;
  if (card === null || expected === null || expected === card.version) return null;
  if (expected > card.version)
    return reject("version_conflict", "The card is not that far yet; load it again");
  const mine = touches(command);
  if (mine.length === 0) return null;
  const touched = facts.read(factKey("touched", card.id, String(expected)));
  if (!mine.some((what) => touched.includes(what))) return null;
  return reject("version_conflict", "Somebody else has changed this card meanwhile; look again and decide");
}

/** A clock has come due. Whatever becomes of it, it is spent: it will not ring for this occasion again. */
function comeDue(run: Run, state: CardState, key: string): readonly Timer[] | Rejection {
  const timer = state.timers.find((t) => t.key === key);
  if (!timer?.due || !run.card) return reject("timer_unknown", "This clock no longer runs");
  const env = envOf(run, run.card);
  const due = run.ruleset.due(env, timer);
  if (due.fire) {
    const origin = {
      actor: run.input.actor,
      cause: run.input.cause,
      path: [`${timer.rule}/${timer.card}`],
      depth: 1,
    };
    const firing = { rule: due.rule, trigger: timer.trigger, occurrence: timer.key, origin };
    fire(run, { ...firing, env: { ...env, trigger: due.trigger } });
  } else {
    const looked = {
      rule: timer.rule,
      trigger: timer.trigger,
      timer: null,
      event: null,
      at: run.context.now,
    };
    run.context.observe?.({ ...looked, outcome: due.why, leaves: [], acts: [], events: [], because: null });
  }
  return [{ ...timer, due: null }];
}

const envOf = (run: Run, card: Card): Env => ({
  now: run.context.now,
  card,
  actor: run.input.actor,
  event: null,
  trigger: null,
  facts: run.facts,
});

function finish(run: Run, state: CardState, spent: readonly Timer[]): Plan {
  const { events, input, ruleset, facts } = run;
  const card = run.card && events.length > 0 ? { ...run.card, version: run.card.version + 1 } : run.card;
  const before = apply(state.timers, { put: spent, drop: [] });
  const changed = state.reconciled === ruleset.hash ? changedByAll(events) : null;
  const looked = card ? ruleset.timers(envOf(run, card), before, changed) : { put: [], drop: [] };
  const change = merge(
    state.timers,
    spent,
    input.actor.kind === "import" ? quiet(looked, run.context.now) : looked,
  );
  const effects = events.map((e) => effectOf(e, must(run.origins.get(e.id), "an event has its origin")));
  return {
    events,
    after: { kind: "card", card, timers: apply(state.timers, change), reconciled: ruleset.hash },
    ...change,
    effects: effects.filter((effect): effect is Effect => effect !== null),
    recall: recalled(input, facts),
    facts: facts.used,
  };
}

/** An import arms no clock that should have rung already. */
function quiet({ put, drop }: TimerChange, now: string): TimerChange {
  return {
    put: put.map((timer) => (timer.due !== null && timer.due <= now ? { ...timer, due: null } : timer)),
    drop,
  };
}

function apply(timers: readonly Timer[], { put, drop }: TimerChange): readonly Timer[] {
  const gone = new Set([...drop, ...put.map((timer) => timer.key)]);
  return [...timers.filter((timer) => !gone.has(timer.key)), ...put];
}

/** The difference to write: a clock that was spent and then dropped is only dropped, one never stored is not. */
function merge(stored: readonly Timer[], spent: readonly Timer[], { put, drop }: TimerChange): TimerChange {
  const later = new Set([...drop, ...put.map((timer) => timer.key)]);
  const known = new Set(stored.map((timer) => timer.key));
  return {
    put: [...spent.filter((timer) => !later.has(timer.key)), ...put],
    drop: drop.filter((key) => known.has(key)),
  };
}

function recalled({ ask }: Input, facts: FactReader): readonly string[] {
  if (!("command" in ask) || ask.command.type !== "undo") return [];
  const past = facts.read(factKey("decision", ask.command.event));
  return past?.effects.filter((effect) => !effect.sent).map((effect) => effect.key) ?? [];
}
