import type { Instant } from "@corridor/domain";
import type { CardRow } from "@corridor/engine/ports";

export type Timer = CardRow["timers"][number];

export const timerColumns = "key, card, rule, trigger, step, due_at, anchor, since, sig";

export interface TimerRow {
  readonly key: string;
  readonly card: string;
  readonly rule: string;
  readonly trigger: number;
  readonly step: number;
  readonly due_at: Instant | null;
  readonly anchor: Instant | null;
  readonly since: Instant | null;
  readonly sig: string;
}

export function toTimer({ due_at, key, card, rule, trigger, step, anchor, since, sig }: TimerRow): Timer {
  return { key, card, rule, trigger, step, due: due_at, anchor, since, sig };
}
