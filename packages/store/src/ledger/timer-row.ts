import type { Instant } from "@corridor/domain";
import type { CardRow } from "@corridor/engine/ports";

export type Timer = CardRow["timers"][number];

export const timerColumns = "key, card, rule, trigger, step, due_at, anchor, since, sig, path, depth, ledger";

/** What stands for the card at a clock that belongs to none: no card has this name. */
export const NO_CARD = "";

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
  readonly path: readonly string[] | null;
  readonly depth: number | null;
  readonly ledger: Timer["ledger"] | null;
}

export function toTimer({ due_at: due, card: owner, path, depth, ledger, ...row }: TimerRow): Timer {
  const { key, rule, trigger, step, anchor, since, sig } = row;
  const card = owner === NO_CARD ? null : owner;
  return {
    ...{ key, card, rule, trigger, step, due, anchor, since, sig },
    ...(path === null || depth === null ? {} : { path, depth }),
    ...(ledger ? { ledger } : {}),
  };
}
