/** Outcomes that are looked back on, and how many of them must have failed before nobody is sent there any more. */
const LOOKED_AT = 20;
const MOST_FAILED = 16;
const SHUT_MS = 15_000;
const LONGEST_SHUT_MS = 300_000;

/**
 * Keeps deliveries from a host that does not answer: after many failures nothing goes there for a while, then one goes
 * to see. Times are milliseconds of any clock that does not go back.
 */
export class Circuit {
  #outcomes: boolean[] = [];
  #shutMs = SHUT_MS;
  #opensAt = Number.NEGATIVE_INFINITY;
  #looking: "no" | "wanted" | "under way" = "no";

  /** Milliseconds until something may go there; 0: now. Whoever gets 0 says afterwards how it went. */
  shutFor(now: number): number {
    if (this.#looking === "no") return 0;
    if (now < this.#opensAt) return this.#opensAt - now;
    // If nobody ever says how it went, another may go and look after a while.
    this.#opensAt = now + this.#shutMs;
    this.#looking = "under way";
    return 0;
  }

  note(ok: boolean, now: number): void {
    if (ok) {
      if (this.#looking === "under way") this.#open();
      else this.#outcomes = [...this.#outcomes, true].slice(-LOOKED_AT);
      return;
    }
    if (this.#looking === "under way") return this.#shut(now, this.#shutMs * 2);
    this.#outcomes = [...this.#outcomes, false].slice(-LOOKED_AT);
    const failed = this.#outcomes.filter((one) => !one).length;
    if (this.#looking === "no" && this.#outcomes.length === LOOKED_AT && failed >= MOST_FAILED)
      this.#shut(now, SHUT_MS);
  }

  #open(): void {
    this.#looking = "no";
    this.#outcomes = [];
    this.#shutMs = SHUT_MS;
  }

  #shut(now: number, ms: number): void {
    this.#looking = "wanted";
    this.#shutMs = Math.min(ms, LONGEST_SHUT_MS);
    this.#opensAt = now + this.#shutMs;
  }
}
