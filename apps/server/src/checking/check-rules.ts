import { Worker } from "node:worker_threads";
import type { Diagnostic } from "@corridor/rules";

export interface Checked {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
export interface Asked {
  readonly id: number;
  readonly files: Readonly<Record<string, string>>;
}
export type Answered = Checked & Pick<Asked, "id">;

/** A check that takes so long will never end; a whole practice takes less than a second. */
const LONGEST_MS = 20_000;
/** A thread that nobody asks gives its memory back. */
const IDLE_MS = 30_000;

interface Waiting {
  readonly resolve: (checked: Checked) => void;
  readonly reject: (fault: Error) => void;
  readonly timeout: NodeJS.Timeout;
}

let thread: Worker | null = null;
let asked = 0;
let idle: NodeJS.Timeout | undefined;
const waiting = new Map<number, Waiting>();

/**
 * Checks rules files beside the event loop: however large they are, moves and frames go on meanwhile. Rejects where the
 * thread ends without an answer.
 */
export function checkRules(files: Readonly<Record<string, string>>): Promise<Checked> {
  clearTimeout(idle);
  const worker = (thread ??= started());
  const id = (asked += 1);
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => void worker.terminate(), LONGEST_MS);
    waiting.set(id, { resolve, reject, timeout });
    worker.postMessage({ id, files } satisfies Asked);
  });
}

function started(): Worker {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    execArgv: ["--conditions=@corridor/source"],
  });
  // It keeps no process alive.
  worker.unref();
  worker.on("message", ({ id, ok, diagnostics }: Answered) => {
    settle(id, ({ resolve }) => resolve({ ok, diagnostics }));
    if (waiting.size === 0) idle = setTimeout(() => void worker.terminate(), IDLE_MS).unref();
  });
  worker.on("error", () => undefined);
  worker.on("exit", () => {
    if (thread === worker) thread = null;
    for (const id of [...waiting.keys()])
      settle(id, ({ reject }) => reject(new Error("the check of rules ended without an answer")));
  });
  return worker;
}

function settle(id: number, how: (one: Waiting) => void): void {
  const one = waiting.get(id);
  if (!one) return;
  clearTimeout(one.timeout);
  waiting.delete(id);
  how(one);
}
