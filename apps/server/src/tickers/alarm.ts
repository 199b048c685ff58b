/** Longer than this nobody sleeps: a clock another node has armed is noticed in time, and setTimeout cannot overflow. */
const LONGEST_MS = 30_000;
const RETRY_MS = 1_000;

export interface AlarmPorts {
  /** Does what is due; returns how many milliseconds until it is worth looking again, null when nothing is known. */
  readonly work: () => Promise<number | null>;
  readonly fault: (error: unknown) => void;
}

/**
 * Runs work when it is due, and again when woken: never twice at once, and never missing a call that came while
 * it worked.
 */
export class Alarm {
  readonly #ports: AlarmPorts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #wakesAt = 0;
  #wishedAt = Number.POSITIVE_INFINITY;
  #closed = false;
  #workedAt = performance.now();

  constructor(ports: AlarmPorts) {
    this.#ports = ports;
  }

  /** Looks at once, or right after the work that is under way. */
  wake(): void {
    if (this.#closed) return;
    if (this.#running) this.#again = true;
    else this.#running = this.#run();
  }

  /** Looks in so many milliseconds, unless it will look earlier anyway. What is under way may have looked already. */
  within(ms: number): void {
    const at = performance.now() + ms;
    if (this.#closed) return;
    if (this.#running) this.#wishedAt = Math.min(this.#wishedAt, at);
    else if (at < this.#wakesAt) this.#sleep(ms);
  }

  /** Milliseconds since its work was last done without a fault, or since it was made. */
  sinceWorked(): number {
    return performance.now() - this.#workedAt;
  }

  /** Nothing starts any more; resolves when what was under way is done. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    let sleep: number | null = null;
    clearTimeout(this.#timer);
    do {
      this.#again = false;
      try {
        sleep = await this.#ports.work();
        this.#workedAt = performance.now();
      } catch (error) {
        this.#ports.fault(error);
        sleep = RETRY_MS;
      }
    } while (this.#again && !this.#closed);
    this.#running = undefined;
    if (this.#closed) return;
    const wished = this.#wishedAt - performance.now();
    this.#wishedAt = Number.POSITIVE_INFINITY;
    this.#sleep(Math.min(sleep ?? LONGEST_MS, wished));
  }

  #sleep(ms: number): void {
    const wait = Math.min(Math.max(ms, 0), LONGEST_MS);
    clearTimeout(this.#timer);
    this.#wakesAt = performance.now() + wait;
    this.#timer = setTimeout(() => this.wake(), wait).unref();
  }
}
