import {
  type Event,
  type Instant,
  type RecordState,
  type Ref,
  type Subject,
  subjectKey,
  type SubjectKind,
} from "@corridor/domain";
import type { Timer } from "@corridor/rules";
import { toEpochMs } from "@corridor/time";
import type {
  Burst,
  CardRow,
  CardRuns,
  History,
  HistoryQuery,
  InboxItem,
  Rulesets,
  RunCount,
  Tail,
  Worklist,
} from "../ports/history.ts";
import type { Ledger, Recorded, Transaction } from "../ports/ledger.ts";
import type { Judge, OutboxQuery, OutboxRow, Receipt, Settled } from "../ports/outbox.ts";
import { pausedIn, records } from "./memory-facts.ts";
import { claim, lastTo, nextSend, receive, rowsOf, settle } from "./memory-outbox.ts";
import { MemoryPractice } from "./memory-state.ts";
import { MemoryTransaction } from "./memory-transaction.ts";

/** How many events or decisions a page of a walk holds. */
const PAGE = 1000;

/**
 * The whole ledger in memory, for rule tests, forecasts and backtests, held to the same contract as Postgres.
 * `clock` says what time it is: a virtual instant, moved by whoever made it.
 */
export class MemoryStore implements Ledger, History, Worklist, Rulesets, Tail {
  readonly #clock: () => Instant;
  readonly #practices = new Map<string, MemoryPractice>();

  constructor(clock: () => Instant) {
    this.#clock = clock;
  }

  /** The same practices as another process finds them: nothing is left but what a database would have kept. */
  reopened(): MemoryStore {
    const other = new MemoryStore(this.#clock);
    for (const [id, kept] of this.#practices) other.#practices.set(id, kept.reread());
    return other;
  }

  async transact<T>(practice: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const kept = this.#of(practice);
    const before = kept.turn;
    const turn = (async () => {
      await before.catch(() => undefined);
      const length = kept.events.length;
      const tx = new MemoryTransaction(kept, practice, this.#clock());
      const result = await work(tx);
      tx.commit();
      if (kept.events.length > length) for (const grown of kept.followers) grown(kept.events.length);
      return result;
    })();
    kept.turn = turn;
    return turn;
  }

  async head(practice: string) {
    const { events, at } = this.#of(practice);
    return { seq: events.length, at };
  }

  async events(practice: string, query: HistoryQuery): Promise<readonly Event[]> {
    const { after = 0, until = Number.MAX_SAFE_INTEGER, card, subject, rule, actor, type, limit } = query;
    return this.#of(practice)
      .events.filter((e) => e.seq > after && e.seq <= until)
      .filter((e) => card === undefined || (e.subject.kind === "card" && e.subject.id === card))
      .filter((e) => subject === undefined || subjectKey(e.subject) === subjectKey(subject))
      .filter((e) => rule === undefined || (e.actor.kind === "rule" && e.actor.id === rule))
      .filter((e) => actor === undefined || e.actor.id === actor)
      .filter((e) => type === undefined || e.type === type)
      .slice(0, limit);
  }

  async *walk(practice: string, until: number): AsyncIterable<readonly Event[]> {
    const events = this.#of(practice).events.slice(0, until);
    for (let n = 0; n < events.length; n += PAGE) yield events.slice(n, n + PAGE);
  }

  async seqAt(practice: string, at: Instant): Promise<number> {
    return this.#of(practice).events.findLast((e) => e.at <= at)?.seq ?? 0;
  }

  async cards(practice: string): Promise<readonly CardRow[]> {
    return [...this.#of(practice).subjects.values()].flatMap((state) =>
      state.kind === "card" && state.card
        ? [{ card: state.card, timers: state.timers, reconciled: state.reconciled }]
        : [],
    );
  }

  async card(practice: string, id: string): Promise<CardRow | null> {
    const state = this.#of(practice).subjects.get(`card/${id}`);
    return state?.kind === "card" && state.card
      ? { card: state.card, timers: state.timers, reconciled: state.reconciled }
      : null;
  }

  async records(practice: string, kind: Exclude<SubjectKind, "card">): Promise<readonly RecordState[]> {
    return records<RecordState>(this.#of(practice), `${kind}/`);
  }

  async record(practice: string, subject: Subject): Promise<RecordState | null> {
    const state = this.#of(practice).subjects.get(subjectKey(subject));
    return state?.kind === "record" ? state.record : null;
  }

  async clocks(practice: string): Promise<readonly Timer[]> {
    const state = this.#of(practice).subjects.get(`practice/${practice}`);
    return state?.kind === "record" ? (state.timers ?? []) : [];
  }

  async decisionOf(practice: string, event: string): Promise<Recorded | null> {
    const kept = this.#of(practice);
    const found = kept.events.find((e) => e.id === event);
    return found ? (kept.byInput.get(found.root) ?? null) : null;
  }

  async decisionsOf(practice: string, subject: Subject): Promise<readonly Recorded[]> {
    const key = subjectKey(subject);
    return this.#of(practice).decisions.filter((decision) => subjectKey(decision.input.subject) === key);
  }

  async *decisions(practice: string) {
    const kept = this.#of(practice);
    const all = kept.decisions.map((decision) => ({ ...decision, events: kept.eventsOf(decision) }));
    for (let n = 0; n < all.length; n += PAGE) yield all.slice(n, n + PAGE);
  }

  async runs(practice: string, rules: readonly string[], since: Instant): Promise<readonly RunCount[]> {
    const counts = new Map<string, RunCount>();
    for (const { rule, outcome, at } of this.#of(practice).runs) {
      if (!rules.includes(rule) || at < since) continue;
      const key = `${rule}/${outcome}`;
      counts.set(key, { rule, outcome, count: (counts.get(key)?.count ?? 0) + 1, last: at });
    }
    return [...counts.values()];
  }

  async busiest(practice: string, rules: readonly string[], since: Instant): Promise<readonly CardRuns[]> {
    const counts = new Map<string, CardRuns>();
    for (const { rule, outcome, at, subject, actor } of this.#of(practice).runs) {
      if (!rules.includes(rule) || at < since || outcome !== "fired") continue;
      if (subject.kind !== "card" || actor.kind === "user") continue;
      const key = `${rule}/${subject.id}`;
      counts.set(key, { rule, card: subject.id, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    const most = [...counts.values()].sort((a, b) => b.count - a.count || (a.card < b.card ? -1 : 1));
    return most.filter(({ rule }, i) => most.findIndex((other) => other.rule === rule) === i);
  }

  async bursts(
    practice: string,
    rules: readonly string[],
    since: Instant,
    { outcomes, many, withinMs }: Burst,
  ): Promise<ReadonlyMap<string, Instant>> {
    const ats = new Map<string, Instant[]>();
    for (const { rule, outcome, at } of this.#of(practice).runs)
      if (rules.includes(rule) && at >= since && outcomes.includes(outcome))
        ats.set(rule, [...(ats.get(rule) ?? []), at]);
    return new Map(
      [...ats].flatMap(([rule, all]) => {
        all.sort();
        const last = all.findLast((at, n) => {
          const first = all[n - many + 1];
          return first !== undefined && toEpochMs(at) - toEpochMs(first) <= withinMs;
        });
        return last === undefined ? [] : [[rule, last] as const];
      }),
    );
  }

  async keep(practice: string, hash: string, files: Readonly<Record<string, string>>): Promise<void> {
    const { rulesets } = this.#of(practice);
    if (!rulesets.has(hash)) rulesets.set(hash, files);
  }

  async reword(practice: string, hash: string, files: Readonly<Record<string, string>>): Promise<void> {
    const { rulesets, texts } = this.#of(practice);
    if (rulesets.has(hash)) texts.set(hash, files);
  }

  async rulesetText(practice: string, hash: string) {
    return this.#of(practice).texts.get(hash) ?? this.ruleset(practice, hash);
  }

  async ruleset(practice: string, hash: string) {
    return this.#of(practice).rulesets.get(hash) ?? null;
  }

  async active(practice: string): Promise<string | null> {
    const tx = new MemoryTransaction(this.#of(practice), practice, this.#clock());
    return (await tx.opened()).ruleset;
  }

  async unseal(practice: string, refs: readonly Ref[]): Promise<ReadonlyMap<string, string>> {
    const { sealed } = this.#of(practice);
    return new Map(
      refs.flatMap(({ ref }) => (sealed.has(ref) ? [[ref, sealed.get(ref) as string] as const] : [])),
    );
  }

  async due(practice: string, now: Instant, limit: number): Promise<readonly Timer[]> {
    return this.#running(practice)
      .filter((timer) => (timer.due as string) <= now)
      .sort((a, b) => ((a.due as string) + a.key < (b.due as string) + b.key ? -1 : 1))
      .slice(0, limit);
  }

  async nextDue(practice: string): Promise<Instant | null> {
    return this.#running(practice).reduce<Instant | null>(
      (first, { due }) => (first === null || (due as string) < first ? due : first),
      null,
    );
  }

  async claim(practice: string, now: Instant, limit: number, leaseMs: number, judge?: Judge) {
    return claim(this.#of(practice), now, limit, leaseMs, judge);
  }

  async settle(practice: string, now: Instant, outcomes: readonly Settled[]): Promise<void> {
    settle(this.#of(practice), now, outcomes);
  }

  async nextSend(practice: string): Promise<Instant | null> {
    return nextSend(this.#of(practice));
  }

  async outbox(practice: string, query: OutboxQuery): Promise<readonly OutboxRow[]> {
    return rowsOf(this.#of(practice), query);
  }

  async receive(practice: string, key: string, receipt: Receipt): Promise<void> {
    receive(this.#of(practice), key, receipt);
  }

  async lastTo(practice: string, address: string): Promise<OutboxRow | null> {
    return lastTo(this.#of(practice), address);
  }

  async deliver(practice: string, item: InboxItem): Promise<void> {
    const { inbox } = this.#of(practice);
    if (!inbox.has(item.effect)) inbox.set(item.effect, item);
  }

  async inbox(practice: string, who: { readonly person: string | null; readonly roles: readonly string[] }) {
    return [...this.#of(practice).inbox.values()].filter(
      ({ to }) =>
        (to.person !== null && to.person === who.person) || (to.role !== null && who.roles.includes(to.role)),
    );
  }

  async now(): Promise<Instant> {
    return this.#clock();
  }

  follow(practice: string, grown: (seq: number) => void): () => void {
    const { followers } = this.#of(practice);
    followers.add(grown);
    return () => followers.delete(grown);
  }

  #of(id: string): MemoryPractice {
    const known = this.#practices.get(id);
    if (known) return known;
    const made = new MemoryPractice();
    this.#practices.set(id, made);
    return made;
  }

  /** Clocks that are armed and whose rule is not paused. */
  #running(practice: string): Timer[] {
    const kept = this.#of(practice);
    const paused = new Set(pausedIn(kept));
    return [...kept.subjects.values()].flatMap((state) =>
      (state.timers ?? []).filter(({ due, rule }) => due !== null && !paused.has(rule)),
    );
  }
}
