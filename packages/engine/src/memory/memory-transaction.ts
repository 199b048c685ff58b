import { type Event, type FactKey, type Instant, type Subject, subjectKey } from "@corridor/domain";
import type { Appended, Decision, FactMap, Recorded, State, Transaction } from "../ports/ledger.ts";
import { factOf } from "./memory-facts.ts";
import type { MemoryPractice } from "./memory-state.ts";

/** One transaction on memory. It runs alone, so locks are kept by nobody else being there. */
export class MemoryTransaction implements Transaction {
  readonly now: Instant;
  readonly ruleset: string | null;
  readonly #practice: MemoryPractice;

  constructor(practice: MemoryPractice, id: string, now: Instant) {
    this.#practice = practice;
    this.now = now;
    const own = practice.subjects.get(`practice/${id}`);
    this.ruleset =
      own?.kind === "record" && own.record && "ruleset" in own.record ? own.record.ruleset : null;
  }

  async load(subjects: readonly Subject[]): Promise<ReadonlyMap<string, State>> {
    return new Map(
      subjects.map((subject) => [
        subjectKey(subject),
        this.#practice.subjects.get(subjectKey(subject)) ?? blank(subject),
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
    const { at } = this.#practice;
    const instant = at !== null && at > this.now ? at : this.now;
    this.#practice.at = instant;
    return { events: decisions.map((decision) => this.#write(decision, instant)) };
  }

  #write(decision: Decision, at: Instant): readonly Event[] {
    const { after, sealed, events: planned, ...kept } = decision;
    const { events, subjects, outbox } = this.#practice;
    const first = events.length + 1;
    const version = decision.outcome.ok ? decision.outcome.version : 0;
    const written = planned.map(
      (event, n): Event => ({ ...event, seq: first + n, version, ruleset: decision.ruleset, at }),
    );
    events.push(...written);
    const [firstSeq, lastSeq] = written.length > 0 ? [first, first + written.length - 1] : [null, null];
    const recorded: Recorded = { ...kept, firstSeq, lastSeq, at };
    this.#practice.decisions.push(recorded);
    this.#practice.byInput.set(decision.input.id, recorded);
    if (decision.outcome.ok) subjects.set(subjectKey(decision.input.subject), after);
    for (const { ref, text } of sealed) this.#practice.sealed.set(ref, text);
    for (const key of decision.recall) if (outbox.get(key)?.status === "pending") outbox.delete(key);
    for (const effect of decision.effects) {
      if (outbox.has(effect.key)) continue;
      outbox.set(effect.key, {
        effect,
        attempts: 0,
        status: "pending",
        nextAt: at,
        leaseUntil: null,
        error: null,
      });
    }
    return written;
  }
}

function blank(subject: Subject): State {
  return subject.kind === "card"
    ? { kind: "card", card: null, timers: [], reconciled: null }
    : { kind: "record", record: null };
}
