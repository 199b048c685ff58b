import type { ClientBase } from "pg";
import { run, type Statement } from "../../connection/statement.ts";
import { NO_CARD } from "../timer-row.ts";
import type { Batch } from "./batch.ts";

/** A key names its card, if it has one, so that it stands in one of them at most. */
const remove: Statement = {
  name: "drop-timers",
  text: "DELETE FROM timer WHERE practice = $1 AND card = ANY ($2) AND key = ANY ($3)",
};

const upsert: Statement = {
  name: "put-timers",
  text: `INSERT INTO timer (practice, key, card, rule, trigger, step, due_at, anchor, since, sig, path, depth, ledger)
    SELECT $1, key, card, rule, trigger, step, due, anchor, since, sig, path, depth, ledger
    FROM json_to_recordset($2::json) AS t (key text, card text, rule text, trigger integer, step integer,
      due timestamptz, anchor text, since text, sig text, path jsonb, depth integer, ledger jsonb)
    ON CONFLICT (practice, card, key) DO UPDATE SET rule = excluded.rule, trigger = excluded.trigger,
      step = excluded.step, due_at = excluded.due_at, anchor = excluded.anchor, since = excluded.since, sig = excluded.sig,
      path = excluded.path, depth = excluded.depth, ledger = excluded.ledger`,
};

/** Arms, rewrites and drops clocks. Their cards, or the practice, are locked, so nobody else does. */
export function writeTimers(
  client: ClientBase,
  practice: string,
  { put, drop }: Batch,
): readonly Promise<unknown>[] {
  const [cards, keys] = [drop.map(({ card }) => card ?? NO_CARD), drop.map(({ key }) => key)];
  const armed = put.map((timer) => ({ ...timer, card: timer.card ?? NO_CARD }));
  return [
    ...(drop.length > 0 ? [run(client, remove, [practice, cards, keys])] : []),
    ...(put.length > 0 ? [run(client, upsert, [practice, JSON.stringify(armed)])] : []),
  ];
}
