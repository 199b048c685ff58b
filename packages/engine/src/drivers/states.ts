import { type Card, type Event, fold, foldRecord, type RecordState, type Subject } from "@corridor/domain";
import type { Recorded, State } from "../ports/ledger.ts";
import { withChange } from "../step/clocks.ts";

/** The state of a subject before its first decision. */
export function blankState(subject: Subject): State {
  return subject.kind === "card"
    ? { kind: "card", card: null, timers: [], reconciled: null }
    : { kind: "record", record: null };
}

/** The state after a recorded decision: its events are folded, its clocks applied. Nothing is decided. */
export function afterRecorded(state: State, decision: Recorded, events: readonly Event[]): State {
  if (!decision.outcome.ok) return state;
  if (state.kind === "record")
    return { kind: "record", record: foldRecord(state.record, events) as RecordState | null };
  const card: Card | null = fold(state.card, events);
  return { kind: "card", card, timers: withChange(state.timers, decision), reconciled: decision.ruleset };
}
