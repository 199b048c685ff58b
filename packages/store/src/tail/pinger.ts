import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { run, type Statement } from "../connection/statement.ts";
import { CHANNEL } from "./listener.ts";

const GAP_MS = 10;

const ping: Statement = { name: "ping", text: `SELECT pg_notify('${CHANNEL}', $1)` };

/** What a ping says: which node sends it, so that it need not heed its own, and of which practice. */
export function readPing(payload: string): { readonly from: string; readonly practice: string } {
  const end = payload.indexOf(" ");
  return { from: payload.slice(0, end), practice: payload.slice(end + 1) };
}

/**
 * Tells other nodes of commits. After the commit and outside of it (a NOTIFY inside each would halve what a database
 * can commit), and at most one per practice under way: what is committed meanwhile makes one more.
 */
export class Pinger {
  readonly #pool: pg.Pool;
  readonly #node: string;
  readonly #log: (line: string) => void;
  readonly #underWay = new Map<string, { again: boolean; done: Promise<void> }>();

  constructor(pool: pg.Pool, node: string, log: (line: string) => void) {
    this.#pool = pool;
    this.#node = node;
    this.#log = log;
  }

  ping(practice: string): void {
    const current = this.#underWay.get(practice);
    if (current) {
      current.again = true;
      return;
    }
    const entry = { again: false, done: Promise.resolve() };
    this.#underWay.set(practice, entry);
    entry.done = this.#send(practice, entry);
  }

  async settled(): Promise<void> {
    await Promise.all([...this.#underWay.values()].map(({ done }) => done));
  }

  async #send(practice: string, entry: { again: boolean }): Promise<void> {
    let pinged = false;
    do {
      entry.again = false;
      // What is committed in a row is told in one: the others wait a moment longer, the database works a lot less.
      if (pinged) await sleep(GAP_MS);
      pinged = true;
      try {
        await this.#notify(practice);
      } catch {
        // A hint that is lost costs some milliseconds: the others look at the table anyway.
        this.#log("a ping to other nodes was lost");
      }
    } while (entry.again);
    this.#underWay.delete(practice);
  }

  async #notify(practice: string): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await run(client, ping, [`${this.#node} ${practice}`]);
      client.release();
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }
}
