import type { Instant, PlannedEvent } from "@corridor/domain";
import type { Ruleset, Timer } from "@corridor/rules";
import type { Effect, Input, State } from "../ports/ledger.ts";
import { withChange } from "./clocks.ts";
import type { Plan } from "./context.ts";
import { effectOf } from "./effects.ts";
import { next } from "./loop-guard.ts";

type RecordOf = Extract<State, { kind: "record" }>;

/**
 * A clock that belongs to no card has come due, or new rules set theirs. A planned time is the name of its clock, so
 * whoever rings it twice, after a restart or on two nodes, rings the same one.
 */
export function tick(
  state: RecordOf,
  { id, subject, actor, ask }: Input,
  now: Instant,
  { timetable }: Ruleset,
): Plan {
  const stored = state.timers ?? [];
  const timer = "timer" in ask ? stored.find(({ key }) => key === ask.timer) : undefined;
  const rung = timer?.due && timer.due <= now ? timetable.ring(timer, now) : null;
  const starts = rung?.starts ?? { rule: "", selections: [], given: {} };
  const origin = { actor, cause: null, ...next({ path: [], depth: 0 }, `${starts.rule}/${id}`) };
  const events = starts.selections.map((selection, n): PlannedEvent => {
    const named = { id: `${id}/${n + 1}`, subject, actor, cause: null, root: id, depth: origin.depth };
    const data = { effect: `${id}>${selection}`, rule: starts.rule, selection, given: starts.given };
    return { type: "cards.wanted", data, ...named };
  });
  const ringing = withChange(stored, rung?.change ?? { put: [], drop: [] });
  const timers = withChange(ringing, timetable.timers(now, ringing));
  const record =
    state.record && events.length > 0 ? { ...state.record, version: state.record.version + 1 } : state.record;
  return {
    events,
    after: { ...state, record, timers },
    put: timers.filter((one) => !stored.includes(one)),
    drop: gone(stored, timers),
    effects: events
      .map((event) => effectOf(event, origin))
      .filter((effect): effect is Effect => effect !== null),
    ...{ reconciles: false, recall: [], facts: {} },
  };
}

function gone(stored: readonly Timer[], timers: readonly Timer[]): readonly string[] {
  const kept = new Set(timers.map(({ key }) => key));
  return stored.map(({ key }) => key).filter((key) => !kept.has(key));
}
