import type { Settled } from "../ports/outbox.ts";

/** Notes outcomes as they come: those that come while others are being noted share the next transaction. */
export class Settling {
  readonly #note: (outcomes: readonly Settled[]) => Promise<void>;
  readonly #coming: Promise<unknown>[] = [];
  #waiting: Settled[] = [];
  #noting: Promise<void> | undefined;

  constructor(note: (outcomes: readonly Settled[]) => Promise<void>) {
    this.#note = note;
  }

  add(outcomes: Promise<readonly Settled[]>): void {
    this.#coming.push(
      outcomes.then((some) => {
        this.#waiting.push(...some);
        return (this.#noting ??= this.#run());
      }),
    );
  }

  /** Resolves when everything has come and is noted. @throws what noting threw. */
  async end(): Promise<void> {
    const ended = await Promise.allSettled(this.#coming);
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  }

  async #run(): Promise<void> {
    // A turn, so that what has come of itself is noted together.
    await Promise.resolve();
    try {
      while (this.#waiting.length > 0) await this.#note(this.#waiting.splice(0));
    } finally {
      this.#noting = undefined;
    }
  }
}
