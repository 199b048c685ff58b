const WINDOW_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/** Counts tries to sign in by whatever names the one who tries: so many a minute, then wait. */
export class LoginLimit {
  readonly #most: number;
  readonly #tries = new Map<string, { readonly since: number; readonly count: number }>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Seconds until this one may try again; 0 when at once. */
  wait(key: string, now: number): number {
    const tries = this.#tries.get(key);
    if (!tries || tries.count < this.#most) return 0;
    return Math.max(0, Math.ceil((tries.since + WINDOW_MS - now) / 1000));
  }

  tried(key: string, now: number): void {
    const tries = this.#tries.get(key);
    const fresh = !tries || now - tries.since > WINDOW_MS;
    this.#tries.delete(key);
    this.#tries.set(key, fresh ? { since: now, count: 1 } : { ...tries, count: tries.count + 1 });
    // The oldest go first; whoever floods this with names is forgotten along with them.
    for (const oldest of this.#tries.keys()) {
      if (this.#tries.size <= MOST_REMEMBERED) break;
      this.#tries.delete(oldest);
    }
  }

  /** Only failures count: this one takes its try back. */
  succeeded(key: string): void {
    const tries = this.#tries.get(key);
    if (tries && tries.count > 1) this.#tries.set(key, { ...tries, count: tries.count - 1 });
    else this.#tries.delete(key);
  }
}
