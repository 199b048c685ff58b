import type { Instant } from "@corridor/domain";
import type pg from "pg";
import { begin, beginReading, type Clock, type Opened } from "./fence.ts";
import { isRetryable, spoils } from "./faults.ts";

const ATTEMPTS = 6;

/** The one way to the tables: transactions that are fenced to a practice. */
export class Database {
  readonly pool: pg.Pool;
  readonly clock: Clock;

  constructor(pool: pg.Pool, clock: Clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /** Reads one snapshot of a practice. Statements sent at once share the round trip with the beginning. */
  async read<T>(practice: string, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      const [, result] = await Promise.all([beginReading(client, practice), work(client)]);
      // Nothing depends on how a reading transaction ends, so nobody waits for it.
      client.query("COMMIT").then(
        () => client.release(),
        (error: Error) => client.release(error),
      );
      return result;
    } catch (error) {
      await abandon(client, error);
      throw error;
    }
  }

  /**
   * Runs `work` in one transaction of a practice and commits. Where another transaction got in its way it is run
   * again, after a moment whose length is left to chance so that the two do not meet once more.
   */
  write<T>(practice: string, work: (client: pg.ClientBase, opened: Opened) => Promise<T>): Promise<T> {
    return this.transact(practice, async ({ client, opened }) => work(client, await opened));
  }

  /** The same for work that sends its first statements behind the beginning, and its last before the commit. */
  async transact<T>(practice: string, work: (open: Open) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(practice, work);
      } catch (error) {
        if (!isRetryable(error) || attempt === ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
      }
    }
  }

  async #once<T>(practice: string, work: (open: Open) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let ended: Promise<void> | undefined;
    const commit = () => (ended ??= committed(client));
    try {
      const opened = begin(client, practice, this.clock);
      const [, result] = await inOrder(opened, work({ client, opened, commit }));
      await commit();
      client.release();
      return result;
    } catch (error) {
      await abandon(client, error);
      throw error;
    }
  }

  /**
   * For what is found before a practice is known, by something only its owner can name: an address, a token. The
   * policies show and let go of that row alone.
   */
  async named<T>(
    what: "email" | "token",
    name: string,
    work: (client: pg.ClientBase, now: Instant) => Promise<T>,
  ): Promise<T> {
    return this.write("", async (client, { now }) => {
      await client.query("SELECT set_config($1, $2, true)", [`corridor.${what}`, name]);
      return work(client, now);
    });
  }

  /** The virtual clock's instant, or the database's. */
  async now(): Promise<Instant> {
    if (this.clock) return this.clock();
    const { rows } = await this.pool.query<{ now: Instant }>("SELECT clock_timestamp() AS now");
    return (rows[0] as { now: Instant }).now;
  }
}

/** A transaction as it begins: its statements may be sent before it is known to be open. */
export interface Open {
  readonly client: pg.ClientBase;
  readonly opened: Promise<Opened>;
  /** Sends the commit, once; it comes by itself when the work is done. @throws when nothing was committed. */
  commit(): Promise<void>;
}

/** Both, and of two that fail the first: behind a beginning that failed everything fails. */
async function inOrder<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === "rejected") throw a.reason;
  if (b.status === "rejected") throw b.reason;
  return [a.value, b.value];
}

async function committed(client: pg.ClientBase): Promise<void> {
  const { command } = await client.query("COMMIT");
  // A transaction that has failed answers COMMIT with ROLLBACK, and no error.
  if (command !== "COMMIT") throw new Error("the transaction had failed and was rolled back");
}

/** Ends a transaction that failed. A connection on which even that fails is destroyed. */
async function abandon(client: pg.PoolClient, error: unknown): Promise<void> {
  if (spoils(error)) return client.release(error as Error);
  await client.query("ROLLBACK").then(
    () => client.release(),
    (failed: Error) => client.release(failed),
  );
}
