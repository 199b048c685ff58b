import {
  type Event,
  type FactKey,
  type Instant,
  type Practice,
  type Subject,
  subjectKey,
} from "@corridor/domain";
import type {
  Appended,
  Decision,
  Effect,
  FactMap,
  Opened,
  Recorded,
  State,
  Transaction,
} from "../ports/ledger.ts";
import { blankState } from "../drivers/states.ts";
import { factOf, pausedIn, record } from "./memory-facts.ts";
import { messageIn, noticeIn, redrivenIn } from "../step/effects.ts";
import { refuseConflicts } from "./memory-conflicts.ts";
import type { MemoryPractice, StoredEffect } from "./memory-state.ts";

/** One transaction on memory. It runs alone, so locks are kept by nobody else being there. */
export class MemoryTransaction implements Transaction {
  readonly #opened: Opened;
  readonly #practice: MemoryPractice;
  readonly #pending: {
    readonly decision: Decision;
    readonly written: readonly Event[];
    readonly at: Instant;
  }[] = [];

  constructor(practice: MemoryPractice, id: string, now: Instant) {
    this.#practice = practice;
    const ruleset = record<Practice>(practice, `practice/${id}`)?.ruleset ?? null;
    this.#opened = { now, ruleset, paused: pausedIn(practice) };
  }

  async opened(): Promise<Opened> {
    return this.#opened;
  }

  async load(subjects: readonly Subject[]): Promise<ReadonlyMap<string, State>> {
    return new Map(
      subjects.map((subject) => [
        subjectKey(subject),
        this.#practice.subjects.get(subjectKey(subject)) ?? blankState(subject),
      ]),
    );
  }

  async decided(inputs: readonly string[]) {
    const known = inputs.flatMap((id): [string, Recorded & { events: readonly Event[] }][] => {
      const decision = this.#practice.byInput.get(id);
      return decision ? [[id, { ...decision, events: this.#practice.eventsOf(decision) }]] : [];
    });
    return new Map(known);
  }

  async facts(keys: readonly FactKey[]): Promise<FactMap> {
    return Object.fromEntries(keys.map((key) => [key, factOf(this.#practice, key)]));
  }

  async lock(): Promise<void> {}

  async append(decisions: readonly Decision[]): Promise<Appended> {
    refuseConflicts(this.#practice, decisions);
    const { at, events } = this.#practice;
    const { now } = this.#opened;
    const instant = at !== null && at > now ? at : now;
    let seq = events.length + this.#pending.reduce((sum, { written }) => sum + written.length, 0);
    const batch = decisions.map((decision) => {
      const written = numbered(decision, seq, instant);
      seq += written.length;
      return { decision, written, at: instant };
    });
    this.#pending.push(...batch);
    return { events: batch.map(({ written }) => written) };
  }

  /** Makes what was appended true. Without it, nothing of the transaction has happened. */
  commit(): void {
    for (const { decision, written, at } of this.#pending) {
      this.#practice.at = at;
      this.#write(decision, written, at);
    }
  }

  #write(decision: Decision, written: readonly Event[], at: Instant): void {
    const { after, sealed, runs, events: _planned, ...kept } = decision;
    const { events, subjects, outbox } = this.#practice;
    const { subject, actor } = decision.input;
    for (const run of runs) this.#practice.runs.push({ ...run, subject, actor, at: decision.now });
    events.push(...written);
    const [firstSeq, lastSeq] = [written[0]?.seq ?? null, written.at(-1)?.seq ?? null];
    const recorded: Recorded = { ...kept, firstSeq, lastSeq, at };
    this.#practice.decisions.push(recorded);
    this.#practice.byInput.set(decision.input.id, recorded);
    if (decision.outcome.ok) subjects.set(subjectKey(decision.input.subject), after);
    for (const { ref, text } of sealed) this.#practice.sealed.set(ref, text);
    for (const key of decision.recall) {
      const row = outbox.get(key);
      if (row?.status === "pending" && row.leaseUntil === null) outbox.delete(key);
    }
    for (const key of redrivenIn(written)) {
      const row = outbox.get(key);
      if (row?.status === "dead") outbox.set(key, { ...row, ...anew, turn: row.turn + 1, nextAt: at });
    }
    for (const effect of decision.effects) {
      if (outbox.has(effect.key)) continue;
      outbox.set(effect.key, {
        effect,
        queuedAt: at,
        ...{ attempts: 0, turn: 0 },
        lapses: 0,
        status: "pending",
        nextAt: nextAt(effect, at, outbox.values()),
        ...{
          leaseUntil: null,
          error: null,
          released: null,
          sentAt: null,
          provider: null,
          address: null,
          receipt: null,
        },
      });
    }
  }
}

/** A delivery as if nobody had tried it. */
const anew = {
  ...{ status: "pending" as const, attempts: 0, lapses: 0 },
  ...{ leaseUntil: null, error: null, released: null },
  ...{ sentAt: null, provider: null, address: null, receipt: null },
};

/** When an effect may be sent: it may be held, a notice may wait for others, or come after one that was told lately. */
function nextAt(effect: Effect, at: Instant, outbox: Iterable<StoredEffect>): Instant {
  const notice = noticeIn(effect);
  // Older messages say nothing of when they may be sent.
  const held = messageIn(effect)?.notBefore ?? null;
  if (!notice) return held !== null && held > at ? held : at;
  const { notBefore, group } = notice;
  const quiet = [...outbox].map(({ effect: told, status }) => {
    const other = status === "sent" ? noticeIn(told)?.group : null;
    return other && other.key === group?.key ? other.quietUntil : null;
  });
  return [notBefore, group?.until ?? null, ...quiet].reduce<Instant>(
    (last, one) => (one !== null && one > last ? one : last),
    at,
  );
}

function numbered(decision: Decision, after: number, at: Instant): readonly Event[] {
  const version = decision.outcome.ok ? decision.outcome.version : 0;
  const { ruleset } = decision;
  return decision.events.map((event, n): Event => ({ ...event, seq: after + n + 1, version, ruleset, at }));
}
