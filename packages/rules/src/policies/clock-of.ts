import { type Escalation, type Instant, must } from "@corridor/domain";
import { hashOf } from "../hash.ts";
import type { Practice } from "../scope/index.ts";
import { shifted, type Span, spanBasis } from "../triggers/index.ts";
import type { LadderParts, Level } from "./ladder.ts";

export interface ClockOf {
  readonly due: Instant;
  /** From when it counts. */
  readonly since: Instant;
  /** Equal as long as the same clock is wanted. */
  readonly sig: string;
}

/** When an escalation goes on: its level has waited long enough, is told at last, or nobody sees to what they took. */
export function clockOf(parts: LadderParts, escalation: Escalation, practice: Practice): ClockOf | null {
  const { acknowledgedBy, progressAt, held, exhausted, at } = escalation;
  if (acknowledgedBy !== null && parts.ack.pauses)
    return counted(parts.ack.timeout, progressAt ?? at, practice);
  if (exhausted) return null;
  if (held) return { due: held.until, since: at, sig: hashOf({ held: held.until }) };
  return counted(levelOf(parts, escalation.level).wait, at, practice);
}

/** The level as the policy has it; where it has fewer now, the last. */
export const levelOf = ({ levels }: LadderParts, level: number): Level =>
  must(levels[Math.min(level, levels.length - 1)], "a policy has a level");

function counted(span: Span | null, since: Instant, practice: Practice): ClockOf | null {
  const due = span && shifted(since, span, practice, 1);
  return span && due !== null ? { due, since, sig: hashOf(spanBasis(span, practice)) } : null;
}
