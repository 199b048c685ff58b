import type { Instant, PlannedEvent } from "@corridor/domain";
import type { InboxItem } from "../ports/history.ts";
import type { Verdict } from "../ports/outbox.ts";

type Queued<T extends PlannedEvent["type"]> = Extract<PlannedEvent, { type: T }>;

/** How a delivery went. `error` is a code or a word, never what a system said: that may hold names. */
export type Delivery =
  | {
      readonly sent: true;
      /** What the provider calls it. */
      readonly provider?: string | null;
      /** A keyed mark of the address it went to. */
      readonly address?: string | null;
      /** What is told in the house: noted together with that it was. */
      readonly inbox?: InboxItem;
    }
  /**
   * `retry` comes back later, not before `afterMs` where that is said; after the last try a call is answered with its
   * failure, and a message has failed.
   */
  | { readonly sent: false; readonly retry: boolean; readonly error: string; readonly afterMs?: number }
  /** Not even tried: the way is shut or full. It comes back then, and no try is spent. */
  | { readonly sent: false; readonly heldMs: number; readonly error: string };

export type Reply = Readonly<Record<string, string | number | boolean | null>>;

/** What is the same on every try of a delivery, and what is not. */
export interface Attempt {
  /** When it was queued. */
  readonly queuedAt: Instant;
  /** Whether it was tried before, so that it may have arrived already. */
  readonly again: boolean;
  /** To whom and by which way a message may leave; null where nobody judged. */
  readonly cleared: Extract<Verdict, { leave: "now" }> | null;
}

/** The outside world, one room per kind. Each gets the effect's key, which is the same on every try. */
export interface Sender {
  message(key: string, event: Queued<"message.queued">, attempt: Attempt): Promise<Delivery>;
  /** `more` others are told with it. */
  notice(key: string, event: Queued<"notice.queued">, more: number): Promise<Delivery>;
  /** Asks a connector. An answer is handed back through `answered`, at once or later; `sent` means it was asked. */
  call(
    key: string,
    event: Queued<"call.requested">,
    attempt: Attempt,
  ): Promise<Delivery & { readonly reply?: Reply }>;
}
