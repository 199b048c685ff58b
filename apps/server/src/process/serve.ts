import type { Env } from "../env.ts";
import { findDatabase } from "./find-database.ts";
import { createLogger } from "./logger.ts";

export interface Running {
  readonly url: string;
  /** Stops listening, lets what is under way finish, and stops the database. */
  stop(): Promise<void>;
}

/** What the database says of itself. What it says of statements may hold their values, and is not written down. */
const SPOKEN = /^(migrating|Postgres|a database)|\b(FATAL|PANIC|WARNING):/;

/** Starts everything: database, migrations, practice, rules, demo, application. */
export async function serve(env: Env, say: (line: string) => void): Promise<Running> {
  const logger = createLogger(env.logLevel);
  const log = (line: string) => SPOKEN.test(line) && logger.info({ line }, "database");
  // A second of a start goes into reading the application's modules: the database wakes meanwhile.
  const [found, opening] = await Promise.allSettled([
    findDatabase(env, { share: false, log }),
    import("./open-server.ts"),
  ]);
  if (found.status === "rejected") throw found.reason;
  const addresses = found.value;
  const closers: (() => Promise<unknown>)[] = [addresses.stop];
  const stop = async () => {
    const ended = [];
    // One that can not be closed keeps nobody else open, least of all the database.
    for (const close of closers.splice(0).reverse()) ended.push(await Promise.allSettled([close()]));
    const failed = ended.flat().find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
  };
  try {
    if (opening.status === "rejected") throw opening.reason;
    const url = await opening.value.openServer({ env, addresses, logger, log, say, closers });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
