import type {
  Actor,
  Card,
  Command,
  Event,
  FactKey,
  FactValues,
  Instant,
  PlannedEvent,
  RecordState,
  RejectionCode,
  Subject,
} from "@corridor/domain";
import type { Timer } from "@corridor/rules";

/** What enters, for one subject. */
export interface Input {
  /** From outside (Idempotency-Key, timer key, effect key) or a uuid v7 made at the door. */
  readonly id: string;
  readonly subject: Subject;
  readonly actor: Actor;
  readonly ask: Ask;
  /** The version of the subject the sender saw; null when it does not matter. */
  readonly expected: number | null;
  /** The event that led here, with the rules already on its path. Null and empty at the first. */
  readonly cause: string | null;
  readonly path: readonly string[];
  readonly depth: number;
  /** True for an Idempotency-Key: then even a step that changes nothing leaves a decision. */
  readonly keyed: boolean;
  /** Fingerprint of what the sender asked, to tell a repeat from another request under the same key. */
  readonly fingerprint: string;
}

/** A command, a clock that has come due, or new rules that want their clocks on a card nobody touches. */
export type Ask = { readonly command: Command } | { readonly timer: string } | { readonly reconcile: string };

/** A protected text that entered with an input: written once, in the same transaction. `owner` is a subject's key. */
export interface Sealed {
  readonly owner: string;
  readonly ref: string;
  readonly text: string;
}

/** What leaves the house, or a command for another subject: sent after the commit, under the same key for ever. */
export interface Effect {
  readonly key: string;
  readonly kind: "message" | "notice" | "call" | "command";
  readonly subject: Subject;
  /** The event that queued it. */
  readonly event: string;
  readonly body: EffectBody;
  readonly path: readonly string[];
  readonly depth: number;
}

export type EffectBody =
  | { readonly event: PlannedEvent }
  | { readonly subject: Subject; readonly command: Command; readonly actor: Actor };

/** The state of one subject, with its clocks when it is a card or the practice. Null before its first event. */
export type State =
  | {
      readonly kind: "card";
      readonly card: Card | null;
      readonly timers: readonly Timer[];
      /** The rules and the time zone data its timers were last brought into line with. */
      readonly reconciled: string | null;
    }
  | {
      readonly kind: "record";
      readonly record: RecordState | null;
      /** Clocks that belong to no card; absent on any other record than the practice. */
      readonly timers?: readonly Timer[];
    };

export type FactMap = Readonly<Record<FactKey, FactValues[keyof FactValues]>>;

/** One step and all it read: the idempotency record, the firing record, and what replay executes again. */
export interface Decision {
  readonly input: Input;
  readonly now: Instant;
  readonly ruleset: string;
  readonly engine: string;
  readonly tzdata: string;
  readonly facts: FactMap;
  readonly outcome: Outcome;
  readonly events: readonly PlannedEvent[];
  readonly put: readonly Timer[];
  readonly drop: readonly string[];
  readonly effects: readonly Effect[];
  /** Effects of earlier decisions that are taken back if they have not left yet. */
  readonly recall: readonly string[];
  /** sha-256 over all of the above that is kept, so that a later change of any byte shows. */
  readonly digest: string;
  /** The subject after the step, `version` already raised. */
  readonly after: State;
  readonly sealed: readonly Sealed[];
  /** What became of the rules that this step came upon, for counting. */
  readonly runs: readonly RuleRun[];
}

/** A rule that a step came upon, and what became of it; a condition that simply did not hold is not counted. */
export interface RuleRun {
  readonly rule: string;
  readonly outcome: RunOutcome;
}

export type RunOutcome = "fired" | "refused" | "unknown" | "error" | "loop-stopped" | "paused" | "shadow";

export type Outcome =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly code: RejectionCode; readonly because: string };

/** A decision as it was recorded, for idempotency, replay and explain. */
export interface Recorded extends Omit<Decision, "after" | "sealed" | "events" | "runs"> {
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  readonly at: Instant;
}

/** What a batch left in the ledger, in the order of its decisions. */
export interface Appended {
  readonly events: readonly (readonly Event[])[];
}

/** What is known of a transaction from its beginning. */
export interface Opened {
  /** The transaction's instant, the only live clock. */
  readonly now: Instant;
  /** The practice's active ruleset: a hash, or null before the first activation. */
  readonly ruleset: string | null;
  /** Ids of the rules that are paused, in order. */
  readonly paused: readonly string[];
}

/**
 * One transaction of one practice. Calls that do not need each other's answers are made at once: they then share a
 * round trip, and are done in the order they were made in. Locks are taken in one order by everyone: subjects by key,
 * then facts by key, the practice's counter last (inside `append`).
 */
export interface Transaction {
  opened(): Promise<Opened>;
  /** Locks the subjects (cards and records) in order and reads them with their timers. Unknown ones are null states. */
  load(subjects: readonly Subject[]): Promise<ReadonlyMap<string, State>>;
  /** Earlier decisions under these input ids. */
  decided(
    inputs: readonly string[],
  ): Promise<ReadonlyMap<string, Recorded & { readonly events: readonly Event[] }>>;
  /** Reads facts without a lock. */
  facts(keys: readonly FactKey[]): Promise<FactMap>;
  /** Locks these keys in one sorted statement; the caller reads them again afterwards. */
  lock(keys: readonly FactKey[]): Promise<void>;
  /**
   * Writes the batch: decisions, subjects, timers, effects, sealed values, and last, under the practice's counter,
   * the events with their gapless seq. Calls nobody. With `commit` it commits as well, in the same round trip:
   * nothing may be asked after that.
   */
  append(decisions: readonly Decision[], options?: { readonly commit: boolean }): Promise<Appended>;
}

/** The ledger as the engine writes it. */
export interface Ledger {
  /**
   * Runs `work` in one transaction fenced to the practice and commits. Serialization failures and deadlocks run it
   * again, up to five times: planning is pure.
   */
  transact<T>(practice: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
}
