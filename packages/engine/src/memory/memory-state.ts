import type { Actor, Event, Instant, Subject } from "@corridor/domain";
import type { InboxItem } from "../ports/history.ts";
import type { Effect, Recorded, RuleRun, State } from "../ports/ledger.ts";

export interface StoredRun extends RuleRun {
  readonly at: Instant;
  readonly subject: Subject;
  readonly actor: Actor;
}

export interface StoredEffect {
  readonly effect: Effect;
  readonly queuedAt: Instant;
  attempts: number;
  /** How often it was given up and begun anew. */
  turn: number;
  /** How often a sender had it and never answered. */
  lapses: number;
  status: "pending" | "sent" | "dead";
  nextAt: Instant;
  leaseUntil: Instant | null;
  error: string | null;
  /** To whom it was let out, when and by which way. */
  released: { readonly patient: string; readonly via: string; readonly at: Instant } | null;
  sentAt: Instant | null;
  /** What a provider calls it, and a mark of where it went. */
  provider: string | null;
  address: string | null;
  /** What the provider said of it since. */
  receipt: string | null;
}

/** One practice as the memory store keeps it: the same tables as Postgres, as maps. */
export class MemoryPractice {
  readonly subjects = new Map<string, State>();
  readonly events: Event[] = [];
  readonly decisions: Recorded[] = [];
  readonly byInput = new Map<string, Recorded>();
  readonly runs: StoredRun[] = [];
  readonly outbox = new Map<string, StoredEffect>();
  readonly inbox = new Map<string, InboxItem>();
  readonly sealed = new Map<string, string>();
  readonly rulesets = new Map<string, Readonly<Record<string, string>>>();
  readonly texts = new Map<string, Readonly<Record<string, string>>>();
  readonly followers = new Set<(seq: number) => void>();
  at: Instant | null = null;
  /** Ends when the transaction that runs now ends: one at a time. */
  turn: Promise<unknown> = Promise.resolve();

  /** All that is kept, as it comes back from where it was written down. */
  reread(): MemoryPractice {
    const other = new MemoryPractice();
    other.events.push(...written(this.events));
    other.decisions.push(...written(this.decisions));
    other.runs.push(...written(this.runs));
    for (const decision of other.decisions) other.byInput.set(decision.input.id, decision);
    for (const kind of ["subjects", "outbox", "inbox", "sealed", "rulesets", "texts"] as const)
      for (const [key, value] of this[kind]) (other[kind] as Map<string, unknown>).set(key, written(value));
    other.at = this.at;
    return other;
  }

  eventsOf(decision: Recorded): readonly Event[] {
    if (decision.firstSeq === null || decision.lastSeq === null) return [];
    return this.events.slice(decision.firstSeq - 1, decision.lastSeq);
  }
}

const written = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
