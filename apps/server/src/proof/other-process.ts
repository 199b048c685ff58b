import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Orders } from "./life.ts";

/** A Node process that waits for its orders. It is made early, as Node takes a while to read all of Corridor. */
export class OtherProcess {
  readonly #child = spawn(
    process.execPath,
    ["--conditions=@corridor/source", join(import.meta.dirname, "life.ts")],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  readonly #gone = once(this.#child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;

  /**
   * Lets it live, and kills it so many instants and milliseconds later, in the middle of whatever it does. Returns the
   * instant it was at.
   */
  async liveUntilKilled(orders: Orders, instants: number, milliseconds: number): Promise<number> {
    this.#child.stdin.write(`${JSON.stringify(orders)}\n`);
    let [last, left] = [orders.now, instants];
    for await (const line of createInterface({ input: this.#child.stdout })) {
      last = Number(line);
      left -= 1;
      if (left === 0) void sleep(milliseconds).then(() => this.#child.kill("SIGKILL"));
    }
    const [, signal] = await this.#gone;
    if (signal !== "SIGKILL") throw new Error(`it ended by itself at ${new Date(last).toISOString()}`);
    return last;
  }

  async end(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#gone;
  }
}
