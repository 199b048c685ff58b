import { type Card, type Event, fold, foldRecord, type Subject } from "@corridor/domain";
import type { Recorded, State } from "../ports/ledger.ts";
import { withChange } from "../step/clocks.ts";
import { reckonedBy } from "../step/reckoned-by.ts";

/** The state of a subject before its first decision. */
export function blankState({ kind }: Subject): State {
  if (kind === "card") return { kind, card: null, timers: [], reconciled: null };
  return kind === "practice"
    ? { kind: "record", record: null, timers: [] }
    : { kind: "record", record: null };
}

/** The state after a recorded decision: its events are folded, its clocks applied. Nothing is decided. */
export function afterRecorded(state: State, decision: Recorded, events: readonly Event[]): State {
  if (!decision.outcome.ok) return state;
  if (state.kind === "record") {
    const record = foldRecord(state.record, events);
    return { ...state, record, ...(state.timers && { timers: withChange(state.timers, decision) }) };
  }
  const card: Card | null = fold(state.card, events);
  const reconciled = reckonedBy(decision.ruleset, decision.tzdata);
  return { kind: "card", card, timers: withChange(state.timers, decision), reconciled };
}
