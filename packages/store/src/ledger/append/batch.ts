import { type Card, must, ofOffer, type RecordState, type Subject, subjectKey } from "@corridor/domain";
import type { Decision, Effect, RuleRun, Sealed, State } from "@corridor/engine/ports";
import type { Timer } from "../timer-row.ts";

export interface CardWrite {
  readonly card: Card;
  readonly reconciled: string | null;
}

/** What became of a rule; `n` tells it from others of the same decision. */
export interface RunWrite extends RuleRun {
  readonly decision: string;
  readonly n: number;
}

export interface RecordWrite {
  readonly kind: Subject["kind"];
  readonly record: RecordState;
}

/** What a batch of decisions leaves behind: for each row the last word, however often it was changed on the way. */
export interface Batch {
  readonly cards: readonly CardWrite[];
  readonly records: readonly RecordWrite[];
  readonly put: readonly Timer[];
  readonly drop: readonly { readonly card: string | null; readonly key: string }[];
  readonly effects: readonly Effect[];
  readonly recall: readonly string[];
  /** Deliveries that begin anew. */
  readonly redriven: readonly string[];
  readonly sealed: readonly Sealed[];
  readonly runs: readonly RunWrite[];
  /** Cards whose times, booked or offered, have changed. */
  readonly rebooked: readonly Card[];
}

export function batchOf(decisions: readonly Decision[]): Batch {
  const accepted = decisions.filter(({ outcome }) => outcome.ok);
  const after = new Map<string, readonly [Subject, State]>();
  const timers = new Map<string, Timer | Batch["drop"][number]>();
  for (const { input, events, put, drop, after: state } of accepted) {
    // A sweep that finds nothing to change still brings its card into line.
    if ("reconcile" in input.ask || events.length + put.length + drop.length > 0)
      after.set(subjectKey(input.subject), [input.subject, state]);
    const card = input.subject.kind === "card" ? input.subject.id : null;
    for (const key of drop) timers.set(key, { card, key });
    for (const timer of put) timers.set(timer.key, timer);
  }
  const states = [...after.values()];
  const cards = states.flatMap(([, state]) =>
    state.kind === "card" && state.card ? [{ card: state.card, reconciled: state.reconciled }] : [],
  );
  const rebooked = bookers(accepted);
  return {
    cards,
    records: states.flatMap(([{ kind }, state]) =>
      state.kind === "record" && state.record ? [{ kind, record: state.record }] : [],
    ),
    put: [...timers.values()].flatMap((timer) => ("rule" in timer ? [timer] : [])),
    drop: [...timers.values()].flatMap((timer) => ("rule" in timer ? [] : [timer])),
    effects: accepted.flatMap(({ effects }) => effects),
    recall: accepted.flatMap(({ recall }) => recall),
    redriven: accepted.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === "delivery.redriven" ? [event.data.effect] : [])),
    ),
    sealed: [...new Map(decisions.flatMap(({ sealed }) => sealed).map((text) => [text.ref, text])).values()],
    runs: accepted.flatMap(({ input, runs }) => runs.map((run, n) => ({ ...run, decision: input.id, n }))),
    rebooked: cards.flatMap(({ card }) => (rebooked.has(card.id) ? [card] : [])),
  };
}

function bookers(decisions: readonly Decision[]): ReadonlySet<string> {
  const events = decisions.flatMap((decision) => decision.events);
  return new Set(
    events
      .filter((event) => /^appointment\./.test(event.type) || ofOffer(event))
      .map(({ subject }) => subject.id),
  );
}

/** The version of the events a decision left: that of its subject after it. */
export function versionOf({ after }: Decision): number {
  return must(after.kind === "card" ? after.card : after.record, "a decision with events has its subject")
    .version;
}
