import type { Card, Instant, RecordState } from "@corridor/domain";
import { ActFailure, type Ruleset, type Timer } from "@corridor/rules";
import type { CardRow } from "../ports/history.ts";
import type { Effect } from "../ports/ledger.ts";
import type { Foreseen, Steps } from "./preview-steps.ts";

/** The practice itself, as it stands. */
export interface PracticeState {
  readonly id: string;
  readonly record: RecordState | null;
  /** The clocks that belong to no card. */
  readonly timers: readonly Timer[];
  /** Ids of the rules that are paused. */
  readonly paused: readonly string[];
}

/** What would become of the clocks that a rule has for the whole practice. */
export interface TimetableChange {
  readonly rule: string;
  /** Its timetable begins or goes on otherwise, a number is past its bound already, or it has a clock no more. */
  readonly change: "armed" | "moved" | "past-bound" | "cancelled";
  /** When it starts next, the soonest of its clocks; null where it starts at once, or never. */
  readonly due: Instant | null;
  /** It starts at once. */
  readonly fires: boolean;
  /** On how many cards it would start if they stay as they are; null where it starts on none, or nobody can tell. */
  readonly cards: number | null;
}

/** What new rules would do to the practice's own clocks, and what would leave the house at once. */
export async function practicePreview(
  next: Ruleset,
  rows: readonly CardRow[],
  { id, record, timers }: PracticeState,
  steps: Steps,
): Promise<{ readonly changes: readonly TimetableChange[]; readonly effects: readonly Effect[] } | null> {
  const ask = { reconcile: next.hash };
  const taken = await steps({ kind: "record", record, timers }, { kind: "practice", id }, ask);
  if (!taken) return null;
  const rules = new Set([...taken.put, ...timers].map(({ rule }) => next.rule(rule)?.id ?? rule));
  const cards = rows.map(({ card }) => card);
  const changes: TimetableChange[] = [];
  for (const rule of rules) {
    const change = changeOf(rule, timers, taken, next);
    if (change === null) continue;
    changes.push({ ...change, cards: await meant(rule, next, cards, steps) });
  }
  return { changes, effects: taken.effects };
}

/** What becomes of one rule's clocks; null where they stay as they are, or only say when to count again. */
function changeOf(
  id: string,
  before: readonly Timer[],
  { put, drop, fired }: Foreseen,
  next: Ruleset,
): Omit<TimetableChange, "cards"> | null {
  const rule = next.rule(id);
  const names = [id, ...(rule?.was ?? [])];
  const had = before.filter((timer) => names.includes(timer.rule) && timer.due !== null);
  if (!rule) {
    const heir = next.rules.some(({ was }) => was.includes(id));
    return heir || had.length === 0 ? null : { rule: id, change: "cancelled", due: null, fires: false };
  }
  if (fired.includes(id)) return { rule: id, change: "past-bound", due: null, fires: true };
  const kindOf = ({ trigger }: Timer) => rule.triggers[trigger]?.kind;
  // A clock without a beginning of its own only says when to count again.
  const due = put
    .filter((timer) => timer.rule === id && timer.due !== null && timer.since !== null)
    .filter((timer) => !had.some((one) => one.due === timer.due))
    .toSorted((a, b) => (String(a.due) < String(b.due) ? -1 : 1));
  const [first] = due;
  if (first)
    return {
      ...{ rule: id, due: first.due, fires: false },
      change: kindOf(first) === "metric" ? "past-bound" : had.length > 0 ? "moved" : "armed",
    };
  const kept = had.filter(({ key }) => !drop.includes(key));
  const gone = had.length > 0 && kept.length === 0 && !put.some((timer) => timer.rule === id);
  return gone ? { rule: id, change: "cancelled", due: null, fires: false } : null;
}

/** How many cards an `each` of the rule is about. */
async function meant(
  id: string,
  next: Ruleset,
  cards: readonly Card[],
  steps: Steps,
): Promise<number | null> {
  const rule = next.rule(id);
  const each = rule?.triggers.find((trigger) => trigger.each !== null)?.each;
  const selection = rule?.selections.get(each ?? "");
  if (!selection) return null;
  return steps.asked((moment) => {
    try {
      return selection.choose(cards, {}, moment).length;
    } catch (failure) {
      if (failure instanceof ActFailure) return null;
      throw failure;
    }
  });
}
