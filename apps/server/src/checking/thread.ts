import { Worker } from "node:worker_threads";
import type { Works } from "./worker.ts";

export type Files = Readonly<Record<string, string>>;
export interface Asked {
  readonly id: number;
  readonly work: keyof Works;
  readonly files: Files;
}
export interface Answered {
  readonly id: number;
  readonly answer: Awaited<ReturnType<Works[keyof Works]>>;
}

/** A thread that nobody asks gives its memory back. */
const IDLE_MS = 30_000;

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (fault: Error) => void;
}

/**
 * One kind of work on rules files, done beside the event loop: however large they are, moves and frames go on
 * meanwhile. Whoever asks while others wait is answered after them. A thread that answers nobody for `longestMs` never
 * will, and is ended.
 */
export class Thread<W extends keyof Works> {
  readonly #work: W;
  readonly #longestMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #asked = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(work: W, longestMs: number) {
    this.#work = work;
    this.#longestMs = longestMs;
  }

  /** Rejects where the thread ends without an answer. */
  ask(files: Files): Promise<Awaited<ReturnType<Works[W]>>> {
    const worker = (this.#worker ??= this.#started());
    const id = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      if (this.#waiting.size === 1) this.#endAfter(worker, this.#longestMs);
      worker.postMessage({ id, work: this.#work, files } satisfies Asked);
    });
  }

  #started(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      execArgv: ["--conditions=@corridor/source"],
    });
    // It keeps no process alive.
    worker.unref();
    worker.on("message", ({ id, answer }: Answered) => {
      this.#settle(id, ({ resolve }) => resolve(answer as never));
      this.#endAfter(worker, this.#waiting.size === 0 ? IDLE_MS : this.#longestMs);
    });
    worker.on("error", () => undefined);
    worker.on("exit", () => this.#ended(worker));
    return worker;
  }

  /** Whoever asks from now on is answered by another thread. */
  #ended(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const id of [...this.#waiting.keys()])
      this.#settle(id, ({ reject }) =>
        reject(new Error(`the ${this.#work} of rules ended without an answer`)),
      );
  }

  #endAfter(worker: Worker, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#ended(worker);
      void worker.terminate();
    }, ms);
    // A thread that nobody waits for keeps no process alive.
    if (this.#waiting.size === 0) this.#timer.unref();
  }

  #settle(id: number, how: (one: Waiting) => void): void {
    const one = this.#waiting.get(id);
    if (!one) return;
    this.#waiting.delete(id);
    how(one);
  }
}
