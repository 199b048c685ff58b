import type { Answer, Asks, QuestionName, Reply } from "./questions.ts";

/** Longer than any file that may be written takes; then the worker is given up and another one begins. */
const PATIENCE = 10_000;

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (fault: Error) => void;
}

/** The compiler, in a thread of its own: whatever is typed, the page goes on. */
export class Checker {
  #worker: Worker | null = null;
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();

  ask<N extends QuestionName>(name: N, asks: Asks<N>): Promise<Answer<N>> {
    const id = ++this.#last;
    const worker = (this.#worker ??= this.#begin());
    const late = setTimeout(() => this.#giveUp("The check took too long"), PATIENCE);
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, name, asks });
    }).finally(() => clearTimeout(late)) as Promise<Answer<N>>;
  }

  close(): void {
    this.#giveUp("The page was left");
  }

  #begin(): Worker {
    const worker = new Worker(new URL("./checker.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.#take(data));
    worker.addEventListener("error", () => this.#giveUp("The compiler could not be started"));
    return worker;
  }

  #take(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ("fault" in reply) waiting?.reject(new Error(reply.fault));
    else waiting?.resolve(reply.answer);
  }

  #giveUp(because: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    const left = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of left) reject(new Error(because));
  }
}
