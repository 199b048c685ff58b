import pg from "pg";
import { GatheringSocket } from "./gathering-socket.ts";
import { parsers } from "./parsers.ts";

export interface PoolOptions {
  readonly url: string;
  readonly max?: number;
  /** Milliseconds after which a database that says nothing is given up, and the connection with it. */
  readonly answerMs?: number;
  readonly log?: (line: string) => void;
}

/**
 * What every session says first. Timeouts: nothing may hold a lock, or a connection, for ever. Plans: all our
 * statements look up by keys that begin with the practice, so the generic plan over an index is right, also while the
 * tables are still empty and statistics say that reading them whole is cheap.
 */
const greeting = [
  "SET TimeZone = 'UTC'",
  "SET DateStyle = 'ISO'",
  "SET statement_timeout = '8s'",
  "SET lock_timeout = '7s'",
  "SET idle_in_transaction_session_timeout = '15s'",
  "SET plan_cache_mode = force_generic_plan",
  "SET enable_seqscan = off",
  "SET jit = off",
].join(";");

export const connectionDefaults = {
  types: parsers,
  application_name: "corridor",
  connectionTimeoutMillis: 8_000,
  keepAlive: true,
} as const;

/** Longer than any statement may run: then not the statement is slow, but the line is dead. */
const ANSWER_MS = 9_000;

export async function greet(client: pg.ClientBase): Promise<void> {
  await client.query(greeting);
}

/** A pool whose connections pipeline: statements that do not wait for each other share one round trip. */
export function createPool({
  url,
  max = 10,
  answerMs = ANSWER_MS,
  log = () => undefined,
}: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...connectionDefaults,
    connectionString: url,
    query_timeout: answerMs,
    connectionTimeoutMillis: answerMs,
    pipeline: true,
    stream: () => new GatheringSocket(),
    max,
    onConnect: greet,
  });
  // Error texts of the server hold values; only their code may be written down.
  const note = (error: Error) =>
    log(`a database connection was lost (${"code" in error ? error.code : error.name})`);
  pool.on("error", note);
  // The pool listens only while a connection is idle; one that breaks while in use must not end the process.
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return pool;
}
