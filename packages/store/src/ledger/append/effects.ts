import type { Effect } from "@corridor/engine/ports";
import type { Instant } from "@corridor/domain";
import type { ClientBase } from "pg";
import { run, type Statement } from "../../connection/statement.ts";
import type { Batch } from "./batch.ts";

/** Only what no sender has ever had in hands. */
const recall: Statement = {
  name: "recall-effects",
  text: `DELETE FROM outbox
    WHERE practice = $1 AND effect_key = ANY ($2) AND status = 'pending' AND lease_until IS NULL`,
};

/**
 * A key that is there already was queued before, and is not sent again. It may be held; a notice may wait for others of its
 * group, and must wait while its group has been told of lately.
 */
const queue: Statement = {
  name: "queue-effects",
  text: `INSERT INTO outbox (practice, effect_key, kind, subject_kind, subject_id, event, body, path, depth, queued_at,
      group_key, quiet_until, next_at)
    SELECT $1, e.key, e.kind, subject ->> 'kind', subject ->> 'id', e.event, e.body, e.path, e.depth, $3,
      said.group ->> 'key', (said.group ->> 'quietUntil')::timestamptz,
      greatest($3, (said.data ->> 'notBefore')::timestamptz, (said.group ->> 'until')::timestamptz, (
        SELECT max(told.quiet_until) FROM outbox told
        WHERE told.practice = $1 AND told.group_key = said.group ->> 'key' AND told.status = 'sent'))
    FROM json_to_recordset($2::json) AS e (key text, kind text, subject json, event text, body jsonb, path jsonb, depth integer),
      LATERAL (SELECT e.body #> '{event,data}' AS data, e.body #> '{event,data,group}' AS "group") AS said
    ORDER BY e.key
    ON CONFLICT (practice, effect_key) DO NOTHING`,
};

/** What was given up begins as if nobody had tried it. */
const redrive: Statement = {
  name: "redrive-effects",
  text: `UPDATE outbox SET status = 'pending', attempts = 0, lapses = 0, turn = turn + 1, next_at = $3, error = NULL,
      recipient = NULL, via = NULL, released_at = NULL, provider = NULL, receipt = NULL, address = NULL, sent_at = NULL
    WHERE practice = $1 AND effect_key = ANY ($2) AND status = 'dead'`,
};

/** Takes back, begins anew and queues what leaves the house. */
export function writeEffects(
  client: ClientBase,
  practice: string,
  { effects, recall: keys, redriven }: Batch,
  now: Instant,
): readonly Promise<unknown>[] {
  const once: readonly Effect[] = [...new Map(effects.map((effect) => [effect.key, effect])).values()];
  return [
    ...(keys.length > 0 ? [run(client, recall, [practice, keys])] : []),
    ...(redriven.length > 0 ? [run(client, redrive, [practice, redriven, now])] : []),
    ...(once.length > 0 ? [run(client, queue, [practice, JSON.stringify(once), now])] : []),
  ];
}
