import { and, desc, eq } from "drizzle-orm";
import type { ClientBase } from "pg";
import type { Database } from "../connection/database.ts";
import type { Rulesets } from "@corridor/engine/ports";
import { queries } from "../connection/query.ts";
import { run, type Statement } from "../connection/statement.ts";
import { ruleset, rulesetText as texts } from "../schema.ts";

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

/** Its newest text; null where there never was such a ruleset. */
export async function rulesetText(
  client: ClientBase,
  practice: string,
  hash: string,
): Promise<Readonly<Record<string, string>> | null> {
  const [row] = await queries(client)
    .select({ files: texts.files })
    .from(texts)
    .where(and(eq(texts.practice, practice), eq(texts.hash, hash)))
    .orderBy(desc(texts.edition))
    .limit(1);
  return row?.files ?? rulesetFiles(client, practice, hash);
}

const reworded: Statement = {
  name: "reword",
  text: `INSERT INTO ruleset_text (practice, hash, edition, files)
    SELECT $1, $2, 1 + (SELECT count(*) FROM ruleset_text WHERE practice = $1 AND hash = $2), $3
    FROM ruleset WHERE practice = $1 AND hash = $2`,
};

/** Rulesets are immutable: the same hash twice is no change, and another text of the same is one more. */
export function createRulesets(database: Database): Rulesets {
  return {
    reword: (practice, hash, files) =>
      database.write(practice, async (client) => {
        // Two who write at once write one after the other.
        await client.query("SELECT pg_advisory_xact_lock(hashtext($1))", [`text ${practice} ${hash}`]);
        await run(client, reworded, [practice, hash, JSON.stringify(files)]);
      }),
    keep: (practice, hash, files) =>
      database.write(practice, async (client) => {
        await queries(client).insert(ruleset).values({ practice, hash, files }).onConflictDoNothing();
      }),
  };
}
