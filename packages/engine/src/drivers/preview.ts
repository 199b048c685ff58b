import type { FactKey, Instant } from "@corridor/domain";
import type { Ruleset, Timer } from "@corridor/rules";
import type { CardRow } from "../ports/history.ts";
import type { FactMap, Input, State } from "../ports/ledger.ts";
import type { Plan, StepResult } from "../step/context.ts";
import { factsAtHand } from "../step/fact-reader.ts";
import { step } from "../step/step.ts";

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
  /** What the clocks that fire at once would send. */
  readonly sends: { readonly messages: number; readonly notices: number; readonly calls: number };
}

export interface PreviewPorts {
  /** Version of the time zone data in use. */
  readonly tzdata: string;
  readonly now: Instant;
  /** Facts as they are, read without a lock. */
  factsOf(keys: readonly FactKey[]): Promise<FactMap>;
  rulesetOf(hash: string): Promise<Ruleset>;
  /** Lets others have a turn: called between cards. */
  breathe(): Promise<void>;
}

/**
 * What activating these rules would do to the cards as they stand: `step` itself is asked to take each card's clocks
 * over, and then to let those ring that are due already. Writes nothing.
 */
export async function preview(
  next: Ruleset,
  rows: readonly CardRow[],
  ports: PreviewPorts,
): Promise<Preview> {
  const steps = stepper(next, ports);
  const clocks: ClockChange[] = [];
  const sends = { message: 0, notice: 0, call: 0, command: 0 };
  for (const { card, timers } of rows) {
    await ports.breathe();
    const taken = await steps({ kind: "card", card, timers, reconciled: null }, card.id, {
      reconcile: next.hash,
    });
    if (!taken) continue;
    const changes = changesOf(timers, taken, next);
    const due = changes.filter(({ timer, change }) => change !== "cancelled" && isDue(timer, ports.now));
    const fired = new Set<string>();
    let state = taken.after;
    for (const { timer } of due.sort(byDue)) {
      const rang = await steps(state, card.id, { timer: timer.key });
      if (!rang) continue;
      state = rang.after;
      for (const { kind } of rang.effects) sends[kind] += 1;
      if (rang.fired) fired.add(timer.key);
    }
    for (const { timer, change } of changes)
      clocks.push({ rule: timer.rule, card: card.id, change, fires: fired.has(timer.key) });
  }
  return {
    cards: rows.length,
    clocks,
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

/** Steps with whatever facts are asked for; null where a step is refused. Facts are read once for all cards. */
function stepper(ruleset: Ruleset, { now, tzdata, factsOf, rulesetOf }: PreviewPorts) {
  let facts: FactMap = {};
  const elders = new Map<string, Ruleset>();
  return async (
    state: State,
    card: string,
    ask: Input["ask"],
  ): Promise<(Plan & { readonly fired: boolean }) | null> => {
    for (;;) {
      const context = { now, ruleset, elders, tzdata, facts: factsAtHand(facts) };
      const result: StepResult = step(state, inputOf(card, ask), context);
      if (result.kind === "rejection") return null;
      if (result.kind === "plan")
        return { ...result.plan, fired: result.runs.some(({ outcome }) => outcome === "fired") };
      for (const hash of result.rulesets) elders.set(hash, await rulesetOf(hash));
      if (result.needs.length > 0) facts = { ...facts, ...(await factsOf(result.needs)) };
    }
  };
}

const inputOf = (card: string, ask: Input["ask"]): Input => ({
  ...{ id: `preview:${card}`, subject: { kind: "card", id: card }, ask, expected: null, cause: null },
  ...{
    actor: { kind: "api", id: "preview", role: "system" },
    path: [],
    depth: 0,
    keyed: false,
    fingerprint: "",
  },
});
