import type { Decision } from "../ports/ledger.ts";
import { sha256Hex } from "../step/effect-key.ts";
import { canonical } from "./canonical.ts";

/** What of a decision is kept and must never change. */
export type Kept = Pick<
  Decision,
  "input" | "now" | "ruleset" | "engine" | "tzdata" | "facts" | "outcome" | "events" | "put" | "drop" | "effects" | "recall"
>;

/** The fingerprint of a decision: recomputed from the ledger it shows whether a byte was changed there. */
export function digestOf(kept: Kept): string {
  const { input, now, ruleset, engine, tzdata, facts, outcome, events, put, drop, effects, recall } = kept;
  return sha256Hex(
    canonical([input, now, ruleset, engine, tzdata, facts, outcome, events.map(bare), put, drop, effects, recall]),
  );
}

/** An event without what the ledger adds to it. */
function bare(event: Decision["events"][number]): unknown {
  const { id, subject, type, data, actor, cause, root, depth } = event;
  return [id, subject, type, data, actor, cause, root, depth];
}
