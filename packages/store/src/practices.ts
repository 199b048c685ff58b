import { randomBytes } from "node:crypto";
import { must } from "@corridor/domain";
import { asc, eq } from "drizzle-orm";
import type { Database } from "./connection/database.ts";
import { queries } from "./connection/query.ts";
import { counter, practice as practices, practiceSecret } from "./schema.ts";

export interface PracticeName {
  readonly id: string;
  readonly name: string;
}

export interface Practices {
  /** All of them, in order of id: servers work for every practice of the database. */
  practices(): Promise<readonly PracticeName[]>;
  /** Keys the names of the practice's sealed texts. It never leaves the process. */
  secretOf(practice: string): Promise<string>;
  /** False when there is one of that id already. */
  createPractice(id: string, name: string): Promise<boolean>;
}

export function createPractices(database: Database): Practices {
  return {
    practices: () =>
      database.read("", async (client) => {
        const { id, name } = practices;
        return queries(client).select({ id, name }).from(practices).orderBy(asc(id));
      }),
    secretOf: (practice) =>
      database.read(practice, async (client) => {
        const { secret } = practiceSecret;
        const [row] = await queries(client)
          .select({ secret })
          .from(practiceSecret)
          .where(eq(practiceSecret.practice, practice));
        return must(row, `practice ${practice} has no secret`).secret;
      }),
    createPractice: (id, name) =>
      database.write(id, async (client, { now }) => {
        const { rowCount } = await queries(client)
          .insert(practices)
          .values({ id, name, created_at: now })
          .onConflictDoNothing();
        if (rowCount !== 1) return false;
        const secret = randomBytes(32).toString("base64url");
        await queries(client).insert(practiceSecret).values({ practice: id, secret });
        await queries(client).insert(counter).values({ practice: id });
        return true;
      }),
  };
}
