import type { Instant } from "@corridor/domain";
import type { RunCount } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { run, type Statement } from "../connection/statement.ts";

/** One look into the index a rule: however long the history is, only the rows that are asked for are read. */
const counted: Statement = {
  name: "runs",
  text: `SELECT asked.rule, found.outcome, found.count, found.last
    FROM unnest($2::text[]) AS asked (rule), LATERAL (
      SELECT f.outcome, count(*)::integer AS count, max(f.at) AS last FROM rule_run f
      WHERE f.practice = $1 AND f.rule = asked.rule AND f.at >= $3::timestamptz GROUP BY f.outcome OFFSET 0
    ) AS found`,
};

/** What became of rules since an instant. */
export async function runs(
  client: ClientBase,
  practice: string,
  rules: readonly string[],
  since: Instant,
): Promise<readonly RunCount[]> {
  const { rows } = await run<RunCount>(client, counted, [practice, rules, since]);
  return rows.map(({ rule, outcome, count, last }) => ({ rule, outcome, count, last }));
}
