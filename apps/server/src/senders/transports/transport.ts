import type { Delivery } from "@corridor/engine";
import type { Instant } from "@corridor/domain";

/** One text on its way to one address, in plain words: it exists for as long as it takes to send it. */
export interface Letter {
  /** The effect's key: the same on every try. */
  readonly key: string;
  readonly practice: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly queuedAt: Instant;
  /** Whether it was tried before, so that it may have arrived already. */
  readonly again: boolean;
}

/** A way to an address. It throws nothing, and what it says of a fault is a code. */
export interface Transport {
  /** The address as this way knows it: the same number or mailbox, the same text. Null where it can be none. */
  addressOf(written: string): string | null;
  send(letter: Letter): Promise<Delivery>;
  close(): void;
}
