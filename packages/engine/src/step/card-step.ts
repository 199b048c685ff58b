import {
  type Card,
  type CardCommand,
  type CommandOf,
  factKey,
  isRejection,
  type NewEvent,
  reject,
  type Rejection,
  touches,
} from "@corridor/domain";
import {
  type Env,
  isOfferClock,
  isRung,
  isSpent,
  type Ruleset,
  slotOfClock,
  type Timer,
  type TimerChange,
} from "@corridor/rules";
import type { Input, State } from "../ports/ledger.ts";
import { cascade } from "./cascade.ts";
import { changedByAll } from "./changed.ts";
import { difference, wayOf, withChange, withWay } from "./clocks.ts";
import type { Plan, StepContext } from "./context.ts";
import { countsIn } from "./counts.ts";
import { effectsIn } from "./effects.ts";
import type { FactReader } from "./fact-reader.ts";
import { needsHuman } from "./carry-out.ts";
import { fire } from "./fire.ts";
import { endOver, ringRung } from "./ladders.ts";
import { follow } from "./follow.ts";
import { loopAt, next } from "./loop-guard.ts";
import { reckonedBy } from "./reckoned-by.ts";
import { type Origin, Run } from "./run.ts";

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
  run.timers = reconciled(run, state);
  const refused = answered(run, input);
  if (refused) return refused;
  if (startsRules(input)) cascade(run);
  else endOver(run, originOf(input));
  return finish(run, state);
}

/** What the input itself does, or why it is refused. */
function answered(run: Run, input: Input): Rejection | null {
  const { ask } = input;
  if ("timer" in ask) return comeDue(run, ask.timer);
  if ("reconcile" in ask) return null;
  return asked(run, input, ask.command as CardCommand | CommandOf<"follow">);
}

const lawOf = ({ ruleset, context }: Run): string => reckonedBy(ruleset.hash, context.tzdata);

/** New rules first make their clocks of the card as it is, before anything else of it is stepped. */
function reconciled(run: Run, { card, timers, reconciled: by }: CardState): readonly Timer[] {
  if (card === null || by === lawOf(run)) return timers;
  return withChange(timers, run.ruleset.timers(envOf(run, card), timers, null));
}

/** Imports tell what happened elsewhere and undo withdraws a decision: neither starts a rule. */
const startsRules = ({ actor, ask }: Input): boolean =>
  actor.kind !== "import" && !("command" in ask && ask.command.type === "undo");

function asked(run: Run, input: Input, command: CardCommand | CommandOf<"follow">): Rejection | null {
  if (command.type === "follow") {
    if (!run.card) return reject("card_unknown", "There is no such card");
    follow(run, command);
    return null;
  }
  const conflict = conflicts(run, input, command);
  if (conflict) return conflict;
  const decided = run.decide(command, input.actor);
  if (isRejection(decided)) return decided;
  run.take(decided, originOf(input));
  for (const one of decided) if (one.type === "timer.skipped" || one.type === "timer.rung") handled(run, one);
  return null;
}

/** Somebody has passed a clock over, or has it ring now, in time: what it waited for counts no more. */
function handled(run: Run, { type, data }: NewEvent & { type: "timer.skipped" | "timer.rung" }): void {
  const timer = run.timers.find(({ key }) => key === data.timer);
  if (!timer || !run.card) return;
  const { actor, cause } = run.input;
  if (type === "timer.rung")
    ringRule(run, run.card, { ...timer, due: run.context.now }, { actor, cause, ...wayOf(timer) });
  run.timers = withChange(run.timers, { put: [spent(timer)], drop: [] });
}

const originOf = ({ actor, cause, path, depth }: Input): Origin => ({ actor, cause, path, depth });

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

/**
 * A clock has come due. Whatever becomes of it, it is spent: it will not ring for this occasion again. One that
 * the active rules have already taken away is let go.
 */
function comeDue(run: Run, key: string): Rejection | null {
  const timer = run.timers.find((t) => t.key === key);
  if (!run.card) return reject("timer_unknown", "This clock has no card");
  // Rung too early: the rules, a calendar or the time has changed since it was found due.
  if (!timer?.due || timer.due > run.context.now) return null;
  if (isOfferClock(timer)) {
    passOver(run, timer);
    return null;
  }
  // Its rule was paused since it was found due: it stands until the rule is resumed, and is late then.
  if (!isRung(timer) && run.isPaused(timer.rule)) return null;
  const { actor, cause } = run.input;
  const way = wayOf(timer);
  const ladder = `esc:${timer.rule}/${timer.card}`;
  const by = { actor, cause };
  // However often it climbs, a ladder is one step of the way.
  if (isRung(timer))
    ringRung(run, timer, { ...by, ...(way.path.includes(ladder) ? way : next(way, ladder)) });
  else ringRule(run, run.card, timer, { ...by, ...way });
  run.timers = withChange(run.timers, { put: [{ ...timer, due: null }], drop: [] });
  return null;
}

/**
 * The patient has not answered. That is somebody's doing from outside, as an answer is: the rules that led to the offer
 * may act again, on whoever is asked next. They are still counted.
 */
function passOver(run: Run, timer: Timer): void {
  const { actor, cause } = run.input;
  const decided = run.decide({ type: "offer.expire", slot: slotOfClock(timer) }, actor);
  if (!isRejection(decided)) run.take(decided, { actor, cause, path: [], depth: wayOf(timer).depth });
}

function ringRule(run: Run, card: Card, timer: Timer, led: Origin): void {
  const env = envOf(run, card);
  const due = run.ruleset.due(env, timer);
  const passed = `${timer.rule}/${timer.card}`;
  const loop = loopAt(led, passed, run.ruleset.practice.limits.maxChain);
  const origin = { ...led, ...next(led, passed) };
  if (due.fire && loop === null) {
    const firing = { rule: due.rule, trigger: timer.trigger, occurrence: timer.key, origin };
    fire(run, { ...firing, env: { ...env, trigger: due.trigger } });
  } else {
    const outcome = due.fire ? "loop-stopped" : due.why;
    const cannotTell = !due.fire && "because" in due;
    const because = cannotTell ? due.because : loop;
    const events = cannotTell ? needsHuman(run, timer.rule, origin, because) : [];
    const looked = {
      rule: timer.rule,
      trigger: timer.trigger,
      timer: null,
      event: null,
      at: run.context.now,
    };
    run.context.observe?.({ ...looked, outcome, leaves: [], arms: [], acts: [], events, because }, env);
  }
}

const envOf = (run: Run, card: Card): Env => ({
  now: run.context.now,
  card,
  actor: run.input.actor,
  event: null,
  trigger: null,
  facts: run.facts,
});

function finish(run: Run, state: CardState): Plan {
  const { events, input, ruleset, facts, timers: before } = run;
  const card = run.card && events.length > 0 ? { ...run.card, version: run.card.version + 1 } : run.card;
  const change = card
    ? ruleset.timers(envOf(run, card), before, changedByAll(events))
    : { put: [], drop: [] };
  const set = { put: change.put.map((timer) => withWay(timer, run)), drop: change.drop };
  const timers = uncancelled(
    withChange(before, input.actor.kind === "import" ? quiet(set, run.context.now) : set),
    run,
  );
  return {
    events,
    after: { kind: "card", card, timers, reconciled: lawOf(run) },
    ...difference(state.timers, timers),
    reconciles: state.card !== null && state.reconciled !== lawOf(run),
    effects: [...effectsIn(run), ...countsIn(run)],
    recall: recalled(input, facts),
    facts: facts.used,
  };
}

/** What a rule has cancelled does not ring for this occasion; it stays known as spent, so that nothing arms it anew. */
function uncancelled(timers: readonly Timer[], { events }: Run): readonly Timer[] {
  const gone = new Set(events.flatMap((e) => (e.type === "rule.cancelled" ? [e.data.rule] : [])));
  if (gone.size === 0) return timers;
  return timers.map((timer) => {
    if (isSpent(timer) || !gone.has(timer.rule)) return timer;
    return spent(timer);
  });
}

/** It will not ring for this occasion, nor stand still any more. */
function spent({ ledger: _stoodStill, ...timer }: Timer): Timer {
  return { ...timer, due: null };
}

/** An import arms no clock that should have rung already. */
function quiet({ put, drop }: TimerChange, now: string): TimerChange {
  return {
    put: put.map((timer) => (timer.due !== null && timer.due <= now ? { ...timer, due: null } : timer)),
    drop,
  };
}

function recalled({ ask }: Input, facts: FactReader): readonly string[] {
  if (!("command" in ask) || ask.command.type !== "undo") return [];
  const past = facts.read(factKey("decision", ask.command.event));
  return past?.effects.filter((effect) => !effect.sent).map((effect) => effect.key) ?? [];
}
