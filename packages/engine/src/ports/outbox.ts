import type { FactKey, Instant } from "@corridor/domain";
import type { InboxItem } from "./history.ts";
import type { Effect, FactMap } from "./ledger.ts";

/** Whether a message may leave for its patient now. `because` is a reason's code: see `reasonText`. */
export type Verdict =
  | { readonly leave: "now"; readonly patient: string; readonly via: string }
  | { readonly leave: "later"; readonly at: Instant; readonly because: string }
  | { readonly leave: "never"; readonly because: string };

/**
 * Judges messages in their order, the earlier ones counting for the later. Pure: what it must know of the world it asks
 * for, and is asked again with it.
 */
export type Judge = (
  messages: readonly Effect[],
  facts: FactMap,
) => { readonly needs: readonly FactKey[] } | { readonly verdicts: ReadonlyMap<string, Verdict> };

export interface Claimed {
  readonly effect: Effect;
  readonly queuedAt: Instant;
  /** Which try this is, from 1. A try whose sender died is made again under the same number. */
  readonly attempts: number;
  /** How often it was given up and begun anew. */
  readonly turn: number;
  /** How often a sender had it before and never answered. */
  readonly lapses: number;
  /** Until when nobody else gets it, and by that the lease's name. */
  readonly lease: Instant;
  /** Set for messages to patients where somebody judged them. One that is to leave later has been put back already. */
  readonly verdict: Verdict | null;
}

/** What became of an effect somebody had claimed. `error` is a code or a word of the transport, never its text. */
export type Settled =
  | {
      readonly key: string;
      readonly how: "sent";
      /** What the provider calls it, where there is one. */
      readonly provider?: string | null;
      /** A keyed mark of the address it went to, by which an answer is found again. */
      readonly address?: string | null;
      /** What is told in the house with it: in the same transaction, once per effect. */
      readonly inbox?: InboxItem;
    }
  /** A try that failed; the next one is at `at`. */
  | {
      readonly key: string;
      readonly how: "again";
      readonly lease: Instant;
      readonly at: Instant;
      readonly error: string;
    }
  /** Given back untried: whatever it has to go through is shut or full until `at`. */
  | {
      readonly key: string;
      readonly how: "held";
      readonly lease: Instant;
      readonly at: Instant;
      readonly error: string;
    }
  | { readonly key: string; readonly how: "dead"; readonly error: string };

/** `error` where it will not arrive: then it is given up. */
export interface Receipt {
  readonly word: "sent" | "delivered" | "read" | "failed";
  readonly error: string | null;
}

/** The order in which a provider tells, whatever the order in which that is heard. */
export const RECEIPTS = ["sent", "delivered", "read", "failed"] as const;

export interface OutboxQuery {
  readonly status?: "pending" | "sent" | "dead";
  /** These effects alone. */
  readonly keys?: readonly string[];
  readonly limit: number;
}

/** A delivery as it stands. */
export interface OutboxRow {
  readonly effect: Effect;
  readonly status: "pending" | "sent" | "dead";
  readonly queuedAt: Instant;
  readonly nextAt: Instant;
  readonly attempts: number;
  /** How often a sender had it and never answered. */
  readonly lapses: number;
  /** Whether a sender has it now, or had it and never answered. */
  readonly leased: boolean;
  readonly sentAt: Instant | null;
  /** Why it is not sent (yet). */
  readonly error: string | null;
  /** The way by which it was let out to a patient. */
  readonly via: string | null;
  readonly provider: string | null;
  /** What the provider said of it since: `sent`, `delivered`, `read`, `failed`. */
  readonly receipt: string | null;
  /** How often it was given up and begun anew. */
  readonly turn: number;
}

/** What leaves the house: leased to one sender, settled by it. */
export interface Outbox {
  /**
   * Leases up to `limit` effects that may be sent now, and with one notice of a group all that wait to be told with it;
   * another node does not get them until the lease ends. Messages to patients are judged in the same transaction, with
   * what was written to each patient locked: two nodes never let out more than may be.
   */
  claim(
    practice: string,
    now: Instant,
    limit: number,
    leaseMs: number,
    judge?: Judge,
  ): Promise<readonly Claimed[]>;
  /** Notes what became of effects, in one transaction. What is sent stays sent; who no longer has the lease says nothing. */
  settle(practice: string, now: Instant, outcomes: readonly Settled[]): Promise<void>;
  /** The instant at which the next effect may be sent, or null when none waits. */
  nextSend(practice: string): Promise<Instant | null>;
  /** Deliveries, the newest first. */
  outbox(practice: string, query: OutboxQuery): Promise<readonly OutboxRow[]>;
  /** Keeps what a provider said of a message that was sent. What comes out of order is passed over. */
  receive(practice: string, key: string, receipt: Receipt): Promise<void>;
  /** The last message that was sent to an address, by its mark; null where none was. */
  lastTo(practice: string, address: string): Promise<OutboxRow | null>;
}
