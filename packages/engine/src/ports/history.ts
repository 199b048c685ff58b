import type { Card, Event, Instant, RecordState, Ref, Subject, SubjectKind } from "@corridor/domain";
import type { Timer } from "@corridor/rules";
import type { Recorded, RuleRun, RunOutcome } from "./ledger.ts";
import type { Outbox } from "./outbox.ts";

export interface HistoryQuery {
  readonly after?: number;
  readonly until?: number;
  readonly card?: string;
  readonly subject?: Subject;
  readonly rule?: string;
  readonly actor?: string;
  readonly type?: string;
  readonly limit: number;
}

/** The ledger as it is read: no locks, nothing is written. Every call is fenced to one practice. */
export interface History {
  /** The last seq and its instant; seq 0 for a practice without events. */
  head(practice: string): Promise<{ readonly seq: number; readonly at: Instant | null }>;
  /** Events in the order of seq. */
  events(practice: string, query: HistoryQuery): Promise<readonly Event[]>;
  /** All events up to a seq, in order, in pages: for folding a past board or verifying. */
  walk(practice: string, until: number): AsyncIterable<readonly Event[]>;
  /** The largest seq with `at` <= the instant; 0 before the first. */
  seqAt(practice: string, at: Instant): Promise<number>;
  cards(practice: string): Promise<readonly CardRow[]>;
  card(practice: string, id: string): Promise<CardRow | null>;
  records(practice: string, kind: Exclude<SubjectKind, "card">): Promise<readonly RecordState[]>;
  record(practice: string, subject: Subject): Promise<RecordState | null>;
  /** The clocks that belong to no card, in the order of their keys. */
  clocks(practice: string): Promise<readonly Timer[]>;
  /** The decision an event belongs to. */
  decisionOf(practice: string, event: string): Promise<Recorded | null>;
  /** The decisions on one subject, in order. */
  decisionsOf(practice: string, subject: Subject): Promise<readonly Recorded[]>;
  /** All decisions in the order of their first seq (those without events by their instant), in pages. */
  decisions(practice: string): AsyncIterable<readonly (Recorded & { readonly events: readonly Event[] })[]>;
  /** What became of these rules since an instant, by outcome; rules and outcomes there were none of are missing. */
  runs(practice: string, rules: readonly string[], since: Instant): Promise<readonly RunCount[]>;
  /**
   * The card on which each of these rules fired most since an instant, and how often. What came of a person's own input
   * is not counted; rules that fired on no card otherwise are missing.
   */
  busiest(practice: string, rules: readonly string[], since: Instant): Promise<readonly CardRuns[]>;
  /** By rule, when it last had come to a burst of runs since an instant; rules that came to none are missing. */
  bursts(
    practice: string,
    rules: readonly string[],
    since: Instant,
    burst: Burst,
  ): Promise<ReadonlyMap<string, Instant>>;
  ruleset(practice: string, hash: string): Promise<Readonly<Record<string, string>> | null>;
  /** The newest text of a ruleset, which says the same: for people to read. Null where there never was such a one. */
  rulesetText(practice: string, hash: string): Promise<Readonly<Record<string, string>> | null>;
  /** The practice's active ruleset hash. */
  active(practice: string): Promise<string | null>;
  /** Protected texts by pointer; pointers that are unknown or whose key is destroyed are missing. */
  unseal(practice: string, refs: readonly Ref[]): Promise<ReadonlyMap<string, string>>;
}

export interface RunCount extends RuleRun {
  readonly count: number;
  /** The instant of the last. */
  readonly last: Instant;
}

export interface CardRuns {
  readonly rule: string;
  readonly card: string;
  readonly count: number;
}

/** `many` runs that ended so, the first and the last of them no more than `withinMs` apart. */
export interface Burst {
  readonly outcomes: readonly RunOutcome[];
  readonly many: number;
  readonly withinMs: number;
}

export interface CardRow {
  readonly card: Card;
  readonly timers: readonly Timer[];
  /** The rules and the time zone data its timers were last brought into line with; absent for a board of the past. */
  readonly reconciled?: string | null;
}

/** Clocks that are due, and effects that may be sent. Claiming happens elsewhere: in the card's transaction, or by lease. */
export interface Worklist extends Outbox {
  /** Due timers of a practice in (due, key) order, found without a lock. Those of a paused rule stand until it is resumed. */
  due(practice: string, now: Instant, limit: number): Promise<readonly Timer[]>;
  /** The instant of the next armed timer whose rule is not paused, or null. */
  nextDue(practice: string): Promise<Instant | null>;
  /** Puts a notice into inboxes; the same effect only once. */
  deliver(practice: string, item: InboxItem): Promise<void>;
  inbox(
    practice: string,
    who: { readonly person: string | null; readonly roles: readonly string[] },
  ): Promise<readonly InboxItem[]>;
  /** The database's own clock, for those who must know how late they are. */
  now(): Promise<Instant>;
}

/** A notice to staff, or the in-app copy of a message to a patient (`to.patient`). Text holds pointers, not names. */
export interface InboxItem {
  readonly effect: string;
  readonly at: Instant;
  readonly to: {
    readonly role: string | null;
    readonly person: string | null;
    readonly patient: string | null;
  };
  readonly card: string | null;
  readonly text: readonly (string | Ref)[];
}

/** Says that a practice's history has grown. A hint only: numbers that were missed are read from the table. */
export interface Tail {
  /** Calls back with the practice's newest seq, at least once after every commit of any node. Returns the closer. */
  follow(practice: string, grown: (seq: number) => void): () => void;
}

/** Where rulesets are kept. */
export interface Rulesets {
  /** Keeps the files under their hash; the same twice is no change. */
  keep(practice: string, hash: string, files: Readonly<Record<string, string>>): Promise<void>;
  /**
   * Keeps another text of the same rules: other comments, another layout, other tests. That it says the same is for
   * the caller to know; what decides is read from the first. Nothing where no such ruleset is kept.
   */
  reword(practice: string, hash: string, files: Readonly<Record<string, string>>): Promise<void>;
}
