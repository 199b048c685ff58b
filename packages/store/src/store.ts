import type { History, Ledger, Rulesets, Tail, Worklist } from "@corridor/engine/ports";
import type { Instant } from "@corridor/domain";
import { type Accounts, createAccounts } from "./accounts.ts";
import { Database } from "./connection/database.ts";
import { createPool } from "./connection/pool.ts";
import { createHistory } from "./history/history.ts";
import { createRulesets } from "./history/rulesets.ts";
import { createLedger } from "./ledger/ledger.ts";
import { checkSchema } from "./migrate/check.ts";
import { createPractices, type Practices } from "./practices.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import { createTail } from "./tail/tail.ts";
import { createWorklist } from "./worklist/worklist.ts";

export interface StoreOptions {
  /** The application's address (DATABASE_URL). */
  readonly appUrl: string;
  /** A virtual clock. Without one, each transaction's instant is the database's. */
  readonly clock?: () => Instant;
  /** Most connections at a time, the one that listens not counted. */
  readonly connections?: number;
  /** Milliseconds after which a database that says nothing is given up; 9 s. */
  readonly answerMs?: number;
  readonly log?: (line: string) => void;
}

/** All ports that are kept in Postgres. */
export interface Store extends Ledger, History, Worklist, Tail, Rulesets, Accounts, Sessions, Practices {
  close(): Promise<void>;
}

/** Connects and makes sure that the schema is the one this Corridor knows. @throws SchemaError with a sentence. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { appUrl, clock, connections = 10, log = () => undefined } = options;
  const waits = options.answerMs === undefined ? {} : { answerMs: options.answerMs };
  const pool = createPool({ url: appUrl, max: connections, log, ...waits });
  const database = new Database(pool, clock);
  try {
    await checked(database);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const tail = createTail(database, { url: appUrl, log });
  return {
    ...createLedger(database, tail.committed),
    ...createHistory(database),
    ...createWorklist(database),
    ...createRulesets(database),
    ...createAccounts(database),
    ...createSessions(database),
    ...createPractices(database),
    follow: tail.follow,
    async close() {
      await tail.close();
      await pool.end();
    },
  };
}

async function checked(database: Database): Promise<void> {
  const client = await database.pool.connect();
  try {
    await checkSchema(client);
    client.release();
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}
