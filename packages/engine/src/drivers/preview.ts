import type { Instant } from "@corridor/domain";
import type { Ruleset, Timer } from "@corridor/rules";
import type { CardRow } from "../ports/history.ts";
import type { Plan } from "../step/context.ts";
import { type StepPorts, stepper } from "./preview-steps.ts";
import { type PracticeState, practicePreview, type TimetableChange } from "./preview-practice.ts";

/** What new rules would do to one card's clocks, by the rule whose they are. */
export interface ClockChange {
  readonly rule: string;
  readonly card: string;
  readonly change: "armed" | "cancelled" | "moved";
  /** It is due already, and would fire at once. */
  readonly fires: boolean;
}

export interface Preview {
  readonly cards: number;
  readonly clocks: readonly ClockChange[];
  /** What would become of the clocks that belong to no card. */
  readonly timetable: readonly TimetableChange[];
  /** What fires at once would send. */
  readonly sends: { readonly messages: number; readonly notices: number; readonly calls: number };
}

export interface PreviewPorts extends StepPorts {
  /** Lets others have a turn: called between cards. */
  breathe(): Promise<void>;
}

/**
 * What activating these rules would do to the practice as it stands: `step` itself is asked to take each card's clocks
 * over, and the practice's own, and then to let those ring that are due already. Writes nothing.
 */
export async function preview(
  next: Ruleset,
  rows: readonly CardRow[],
  practice: PracticeState | null,
  ports: PreviewPorts,
): Promise<Preview> {
  const steps = stepper(next, practice?.paused ?? [], ports);
  const clocks: ClockChange[] = [];
  const sends = { message: 0, notice: 0, call: 0, command: 0 };
  for (const { card, timers } of rows) {
    await ports.breathe();
    const subject = { kind: "card", id: card.id } as const;
    const taken = await steps({ kind: "card", card, timers, reconciled: null }, subject, {
      reconcile: next.hash,
    });
    if (!taken) continue;
    const changes = changesOf(timers, taken, next);
    const due = changes.filter(({ timer, change }) => change !== "cancelled" && isDue(timer, ports.now));
    const fired = new Set<string>();
    let state = taken.after;
    for (const { timer } of due.sort(byDue)) {
      const rang = await steps(state, subject, { timer: timer.key });
      if (!rang) continue;
      state = rang.after;
      for (const { kind } of rang.effects) sends[kind] += 1;
      if (rang.fired.length > 0) fired.add(timer.key);
    }
    for (const { timer, change } of changes)
      clocks.push({ rule: timer.rule, card: card.id, change, fires: fired.has(timer.key) });
  }
  const own = practice && (await practicePreview(next, rows, practice, steps));
  for (const { kind } of own?.effects ?? []) sends[kind] += 1;
  return {
    cards: rows.length,
    clocks,
    timetable: own?.changes ?? [],
    sends: { messages: sends.message, notices: sends.notice, calls: sends.call },
  };
}

interface Change {
  readonly timer: Timer;
  readonly change: ClockChange["change"];
}

/** A clock that goes and comes under another name, or comes with another due time, is moved. */
function changesOf(before: readonly Timer[], { put, drop }: Plan, next: Ruleset): readonly Change[] {
  const had = new Map(before.map((timer) => [timer.key, timer]));
  const gone = drop.flatMap((key) => had.get(key) ?? []).filter(({ due }) => due !== null);
  const changes: Change[] = [];
  for (const timer of put) {
    const own = had.get(timer.key) ?? taken(gone, timer, next.rule(timer.rule)?.was ?? []);
    if (timer.due === null || own?.due === timer.due) continue;
    changes.push({ timer, change: own?.due ? "moved" : "armed" });
  }
  return [...changes, ...gone.map((timer) => ({ timer, change: "cancelled" as const }))];
}

/** The clock of the same rule and occasion that goes while this one comes; it is taken out of those that go. */
function taken(gone: Timer[], timer: Timer, was: readonly string[]): Timer | undefined {
  const at = gone.findIndex(
    ({ rule, step: nth, anchor, since }) =>
      (rule === timer.rule || was.includes(rule)) &&
      nth === timer.step &&
      anchor === timer.anchor &&
      since === timer.since,
  );
  return at < 0 ? undefined : gone.splice(at, 1)[0];
}

const isDue = ({ due }: Timer, now: Instant): boolean => due !== null && due <= now;
const byDue = (a: Change, b: Change): number =>
  `${a.timer.due} ${a.timer.key}` < `${b.timer.due} ${b.timer.key}` ? -1 : 1;
