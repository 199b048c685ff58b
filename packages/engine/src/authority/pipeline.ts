/** At most this many requests share a commit: more would make the first of them wait too long. */
const MOST = 64;

interface Waiting<Q, R> {
  readonly request: Q;
  readonly resolve: (result: R) => void;
  readonly reject: (fault: unknown) => void;
}

/**
 * One practice's way into the ledger on this node. While one transaction commits, arriving requests form the
 * next: the flush is shared, and nobody waits when it is idle. When the database fails a batch, its members are
 * run one by one, so that one cannot spoil the others.
 */
export class Pipeline<Q, R> {
  readonly #run: (requests: readonly Q[]) => Promise<readonly R[]>;
  #waiting: Waiting<Q, R>[] = [];
  #busy = false;

  constructor(run: (requests: readonly Q[]) => Promise<readonly R[]>) {
    this.#run = run;
  }

  submit(request: Q): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      if (!this.#busy) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, MOST));
    this.#busy = false;
  }

  async #commit(batch: readonly Waiting<Q, R>[]): Promise<void> {
    try {
      const results = await this.#run(batch.map((waiting) => waiting.request));
      batch.forEach((waiting, n) => waiting.resolve(results[n] as R));
    } catch (fault) {
      if (batch.length === 1) batch[0]?.reject(fault);
      else for (const waiting of batch) await this.#commit([waiting]);
    }
  }
}
