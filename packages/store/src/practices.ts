import { randomBytes } from "node:crypto";
import { asc } from "drizzle-orm";
import type { Database } from "./connection/database.ts";
import { queries } from "./connection/query.ts";
import { counter, practice as practices } from "./schema.ts";

export interface PracticeName {
  readonly id: string;
  readonly name: string;
  /** Keys the names of sealed texts. It never leaves the process. */
  readonly secret: string;
}

export interface Practices {
  /** All of them, in order of id: servers work for every practice of the database. */
  practices(): Promise<readonly PracticeName[]>;
  /** False when there is one of that id already. */
  createPractice(id: string, name: string): Promise<boolean>;
}

export function createPractices(database: Database): Practices {
  return {
    practices: () =>
      database.read("", async (client) => {
        const { id, name, secret } = practices;
        return queries(client).select({ id, name, secret }).from(practices).orderBy(asc(id));
      }),
    createPractice: (id, name) =>
      database.write(id, async (client, { now }) => {
        const { rowCount } = await queries(client)
          .insert(practices)
          .values({ id, name, secret: randomBytes(32).toString("base64url"), created_at: now })
          .onConflictDoNothing();
        if (rowCount === 1) await queries(client).insert(counter).values({ practice: id });
        return rowCount === 1;
      }),
  };
}
