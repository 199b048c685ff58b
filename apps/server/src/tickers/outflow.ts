/** The outbox is looked at so often at least: another node may have left something behind. */
const LOOK_MS = 5_000;
const RETRY_MS = 1_000;
/** A round that takes longer waits for somebody outside, and what has come meanwhile goes by another lane. */
const SLOW_MS = 25;

export interface OutflowPorts {
  /** Sends what may be sent now; returns how much it found. */
  readonly work: () => Promise<number>;
  /** Milliseconds until something may be sent again; null when nothing waits. */
  readonly next: () => Promise<number | null>;
  readonly lanes: number;
  readonly fault: (error: unknown) => void;
}

/**
 * Empties the outbox whenever something is in it. Usually one lane is enough; where it waits for a host that does not
 * answer, the next ones pass by.
 */
export class Outflow {
  readonly #ports: OutflowPorts;
  readonly #lanes = new Set<Promise<void>>();
  #owed = false;
  #failed = false;
  #nudge: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(ports: OutflowPorts) {
    this.#ports = ports;
  }

  /** Something may be there to be sent. */
  wake(): void {
    if (this.#closed) return;
    this.#owed = true;
    if (this.#lanes.size === 0) this.#open();
    else this.#nudge ??= setTimeout(() => this.#nudged(), SLOW_MS).unref();
  }

  /** Nothing is begun any more; resolves when what was under way is done. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#nudge);
    await Promise.all(this.#lanes);
  }

  #nudged(): void {
    this.#nudge = undefined;
    if (!this.#owed || this.#closed) return;
    if (this.#lanes.size < this.#ports.lanes) this.#open();
    // All lanes wait: the first that is free takes it.
  }

  #open(): void {
    clearTimeout(this.#timer);
    const lane = this.#run().finally(() => {
      this.#lanes.delete(lane);
      if (this.#lanes.size === 0) void this.#rest();
    });
    this.#lanes.add(lane);
  }

  async #run(): Promise<void> {
    try {
      let found = 0;
      do {
        this.#owed = false;
        const round = this.#ports.work();
        // While this round is under way, more may be waiting behind it.
        const slow = setTimeout(() => this.wake(), SLOW_MS).unref();
        found = await round.finally(() => clearTimeout(slow));
      } while (!this.#closed && (found > 0 || this.#owed));
    } catch (error) {
      this.#ports.fault(error);
      this.#failed = true;
    }
  }

  /** Nobody works: sleeps until there is something to do. */
  async #rest(): Promise<void> {
    const failed = this.#failed;
    this.#failed = false;
    try {
      const ms = this.#closed ? null : await this.#ports.next();
      this.#sleep(failed ? RETRY_MS : Math.min(ms ?? LOOK_MS, LOOK_MS));
    } catch (error) {
      this.#ports.fault(error);
      this.#sleep(RETRY_MS);
    }
  }

  #sleep(ms: number): void {
    if (this.#closed || this.#lanes.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), Math.max(ms, 0)).unref();
  }
}
