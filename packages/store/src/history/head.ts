import type { Instant } from "@corridor/domain";
import type { ClientBase } from "pg";
import { run, type Statement } from "../connection/statement.ts";

const newest: Statement = { name: "head", text: "SELECT seq, at FROM counter WHERE practice = $1" };

export interface Head {
  readonly seq: number;
  readonly at: Instant | null;
}

/** The last number of a practice and its instant. */
export async function head(client: ClientBase, practice: string): Promise<Head> {
  const { rows } = await run<{ seq: number; at: Instant | null }>(client, newest, [practice]);
  return rows[0] ?? { seq: 0, at: null };
}

/**
 * Numbers have no gaps and instants never fall, so the last number at or before an instant is found by halving: some
 * twenty steps into the primary key, and no index on `at` to keep up.
 */
const halving: Statement = {
  name: "seq-at",
  text: `WITH RECURSIVE search (low, high) AS (
      SELECT 0::bigint, seq FROM counter WHERE practice = $1
      UNION ALL
      SELECT CASE WHEN middle.at <= $2::timestamptz THEN middle.seq ELSE low END,
             CASE WHEN middle.at <= $2::timestamptz THEN high ELSE middle.seq - 1 END
      FROM search, LATERAL (
        SELECT e.seq, e.at FROM event e WHERE e.practice = $1 AND e.seq = (low + high + 1) / 2 OFFSET 0
      ) AS middle
      WHERE low < high
    )
    SELECT low AS seq FROM search WHERE low = high`,
};

export async function seqAt(client: ClientBase, practice: string, at: Instant): Promise<number> {
  const { rows } = await run<{ seq: number }>(client, halving, [practice, at]);
  return rows[0]?.seq ?? 0;
}
