import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type { ClientBase } from "pg";

/** Drizzle on one connection, for what is asked seldom enough to be built anew each time. */
export function queries(client: ClientBase): NodePgDatabase {
  return drizzle({ client: client as never });
}
