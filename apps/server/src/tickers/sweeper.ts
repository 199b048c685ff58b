import { type Authority, sweep } from "@corridor/engine";
import type { History } from "@corridor/engine/ports";

export interface SweeperPorts {
  readonly practice: string;
  readonly authority: Authority;
  readonly history: History;
  /** Version of the time zone data in use. */
  readonly tzdata: string;
  fault(error: unknown): void;
}

/** Brings the cards nobody touches under new rules, in the background and never twice at once. */
export class Sweeper {
  readonly #ports: SweeperPorts;
  readonly #authority: Authority;
  #running: Promise<void> | undefined;
  #owed = false;
  #closed = false;

  constructor(ports: SweeperPorts) {
    this.#ports = ports;
    this.#authority = {
      execute: (practice, asked) => {
        // A sweep that is cut short goes on where it ended when the practice is opened again.
        if (this.#closed) throw new CutShort();
        return ports.authority.execute(practice, asked);
      },
    };
  }

  /** There are, or may be, new rules. Heard during a sweep, it makes one more. */
  wake(): void {
    this.#owed = true;
    this.retry();
  }

  /** Does what a fault has left undone. */
  retry(): void {
    if (this.#owed && !this.#closed) this.#running ??= this.#run();
  }

  /** Resolves when the cards at hand are done; the others wait for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const { practice, history, tzdata, fault } = this.#ports;
    try {
      while (this.#owed && !this.#closed) {
        this.#owed = false;
        await sweep(practice, this.#authority, history, tzdata);
      }
    } catch (error) {
      this.#owed = true;
      if (!(error instanceof CutShort)) fault(error);
    } finally {
      this.#running = undefined;
    }
  }
}

class CutShort extends Error {
  override readonly name = "CutShort";
}
