const WINDOW_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/** Counts failed sign-ins by whatever names the one who tries (an email, an address). */
export class LoginLimit {
  readonly #most: number;
  readonly #tries = new Map<string, { since: number; failed: number }>();

  constructor(most = 10) {
    this.#most = most;
  }

  /** Seconds until this one may try again; 0 when at once. */
  wait(keys: readonly string[], now: number): number {
    const until = keys.map((key) => {
      const tries = this.#tries.get(key);
      return tries && tries.failed >= this.#most ? tries.since + WINDOW_MS : 0;
    });
    return Math.max(0, Math.ceil((Math.max(...until) - now) / 1000));
  }

  failed(keys: readonly string[], now: number): void {
    for (const key of keys) {
      const tries = this.#tries.get(key);
      const fresh = !tries || now - tries.since > WINDOW_MS;
      this.#tries.delete(key);
      this.#tries.set(key, fresh ? { since: now, failed: 1 } : { ...tries, failed: tries.failed + 1 });
    }
    // The oldest go first; whoever floods this with names is forgotten along with them.
    for (const key of this.#tries.keys()) {
      if (this.#tries.size <= MOST_REMEMBERED) break;
      this.#tries.delete(key);
    }
  }

  succeeded(keys: readonly string[]): void {
    for (const key of keys) this.#tries.delete(key);
  }
}
