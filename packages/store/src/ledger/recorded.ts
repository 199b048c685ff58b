import type { Instant } from "@corridor/domain";
import type { Decision, Recorded } from "@corridor/engine/ports";

export const decisionColumns = "id, first_seq, last_seq, after_seq, at, body";

export interface DecisionRow {
  readonly id: string;
  readonly first_seq: number | null;
  readonly last_seq: number | null;
  readonly after_seq: number;
  readonly at: Instant;
  readonly body: Omit<Recorded, "firstSeq" | "lastSeq" | "at">;
}

export function toRecorded({ body, first_seq, last_seq, at }: DecisionRow): Recorded {
  return { ...body, firstSeq: first_seq, lastSeq: last_seq, at };
}

/** What of a decision is kept. The events stand in the history, the subject in its own row, texts and runs apart. */
export function toKept(decision: Decision): DecisionRow["body"] {
  const { events: _events, after: _after, sealed: _sealed, runs: _runs, ...kept } = decision;
  return kept;
}

/** The input an event came from: its id without the number at the end. */
export function inputOf(event: string): string {
  return event.slice(0, Math.max(0, event.lastIndexOf("/")));
}
