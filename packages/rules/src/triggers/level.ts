import type { Instant } from "@corridor/domain";
import type { Timer } from "../model.ts";
import type { Practice } from "../scope/index.ts";
import { type Span, shifted } from "./span.ts";

/** A bound, when a number is past it, and when it has come back: between the two nothing changes. */
export interface Level {
  readonly past: (value: number) => boolean;
  readonly back: (value: number) => boolean;
  /** How long it must be past; null: not at all. */
  readonly held: Span | null;
}

const [WAITS, STARTED] = [1, 2];

interface Look {
  readonly now: Instant;
  readonly practice: Practice;
  /** Null: there are too few to say. */
  readonly value: number | null;
  /** What is remembered of the number: that it is past its bound since some time, and whether that has started the rule. */
  readonly had: Timer | null;
  readonly blank: Omit<Timer, "step" | "due" | "since">;
}

/** What is remembered from now on, null for nothing, and when the rule was due where it starts now. */
export function levelled(
  level: Level,
  { now, practice, value, had, blank }: Look,
): {
  readonly row: Timer | null;
  readonly due: Instant | null;
} {
  const since = had?.since ?? now;
  const row = (step: number, due: Instant | null): Timer => ({ ...blank, step, since, due });
  const end = level.held ? shifted(since, level.held, practice, 1) : since;
  const waiting = end === null || end > now;
  if (had?.step === STARTED) {
    const over = value !== null && level.back(value);
    return { row: over ? null : row(STARTED, null), due: null };
  }
  // Nobody can say: a clock that has come due waits for whoever can.
  if (value === null) return { row: had && row(WAITS, waiting ? end : null), due: null };
  if (!level.past(value)) return { row: null, due: null };
  return waiting ? { row: row(WAITS, end), due: null } : { row: row(STARTED, null), due: end };
}
