import type { Instant } from "@corridor/domain";
import type { ClientBase } from "pg";
import { run, type Statement } from "../../connection/statement.ts";
import type { Batch } from "./batch.ts";

const insert: Statement = {
  name: "insert-runs",
  text: `INSERT INTO rule_run (practice, rule, at, decision, n, outcome)
    SELECT $1, rule, $3, decision, n, outcome
    FROM json_to_recordset($2::json) AS r (rule text, decision text, n integer, outcome text)`,
};

/** Counts what rules did. Only ever added to, so that no two commits meet at a row. */
export function writeRuns(
  client: ClientBase,
  practice: string,
  { runs }: Batch,
  now: Instant,
): readonly Promise<unknown>[] {
  return runs.length > 0 ? [run(client, insert, [practice, JSON.stringify(runs), now])] : [];
}
