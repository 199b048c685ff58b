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
  readonly timeout: NodeJS.Timeout;
}

/**
 * One kind of work on rules files, done beside the event loop: however large they are, moves and frames go on
 * meanwhile. Work that takes longer than `longestMs` will never end and is ended.
 */
export class Thread<W extends keyof Works> {
  readonly #work: W;
  readonly #longestMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #asked = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(work: W, longestMs: number) {
    this.#work = work;
    this.#longestMs = longestMs;
  }

  /** Rejects where the thread ends without an answer. */
  ask(files: Files): Promise<Awaited<ReturnType<Works[W]>>> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#started());
    const id = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => void worker.terminate(), this.#longestMs);
      this.#waiting.set(id, { resolve, reject, timeout });
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
      if (this.#waiting.size === 0) this.#idle = setTimeout(() => void worker.terminate(), IDLE_MS).unref();
    });
    worker.on("error", () => undefined);
    worker.on("exit", () => {
      if (this.#worker === worker) this.#worker = null;
      for (const id of [...this.#waiting.keys()])
        this.#settle(id, ({ reject }) =>
          reject(new Error(`the ${this.#work} of rules ended without an answer`)),
        );
    });
    return worker;
  }

  #settle(id: number, how: (one: Waiting) => void): void {
    const one = this.#waiting.get(id);
    if (!one) return;
    clearTimeout(one.timeout);
    this.#waiting.delete(id);
    how(one);
  }
}
