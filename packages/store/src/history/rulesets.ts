import { eq, and } from "drizzle-orm";
import type { ClientBase } from "pg";
import type { Database } from "../connection/database.ts";
import type { Rulesets } from "@corridor/engine/ports";
import { queries } from "../connection/query.ts";
import { run, type Statement } from "../connection/statement.ts";
import { ruleset } from "../schema.ts";

const activeHash: Statement = {
  name: "active",
  text: `SELECT body ->> 'ruleset' AS hash FROM record WHERE practice = $1 AND kind = 'practice' AND id = $1`,
};

/** The hash the practice's own record names. */
export async function active(client: ClientBase, practice: string): Promise<string | null> {
  const { rows } = await run<{ hash: string | null }>(client, activeHash, [practice]);
  return rows[0]?.hash ?? null;
}

export async function rulesetFiles(
  client: ClientBase,
  practice: string,
  hash: string,
): Promise<Readonly<Record<string, string>> | null> {
  const [row] = await queries(client)
    .select({ files: ruleset.files })
    .from(ruleset)
    .where(and(eq(ruleset.practice, practice), eq(ruleset.hash, hash)));
  return row?.files ?? null;
}

/** Rulesets are immutable: the same hash twice is no change. */
export function createRulesets(database: Database): Rulesets {
  return {
    keep: (practice, hash, files) =>
      database.write(practice, async (client) => {
        await queries(client).insert(ruleset).values({ practice, hash, files }).onConflictDoNothing();
      }),
  };
}
