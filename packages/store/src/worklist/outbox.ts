import type { Instant } from "@corridor/domain";
import type { Claimed, Effect } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { run, type Statement } from "../connection/statement.ts";

/**
 * Skips what another sender is looking at; a lease that has run out means that its sender died. With one notice of a
 * group go all that wait to be told with it.
 */
const lease: Statement = {
  name: "claim",
  text: `UPDATE outbox SET attempts = attempts + 1, lease_until = $2::timestamptz + $4::integer * interval '1 ms',
      next_at = $2::timestamptz + $4::integer * interval '1 ms'
    WHERE practice = $1 AND effect_key = ANY (ARRAY(
      WITH due AS (
        SELECT effect_key, group_key FROM outbox
        WHERE practice = $1 AND status = 'pending' AND next_at <= $2::timestamptz
        ORDER BY next_at, effect_key LIMIT $3 FOR UPDATE SKIP LOCKED
      )
      SELECT effect_key FROM due UNION ALL SELECT effect_key FROM (
        SELECT effect_key FROM outbox
        WHERE practice = $1 AND status = 'pending' AND next_at > $2::timestamptz AND lease_until IS NULL
          AND group_key = ANY (ARRAY(SELECT group_key FROM due)) AND body #>> '{event,data,notBefore}' IS NULL
        FOR UPDATE SKIP LOCKED
      ) AS others
    ))
    RETURNING effect_key, kind, subject_kind, subject_id, event, body, path, depth, attempts, queued_at`,
};

interface Row {
  readonly effect_key: string;
  readonly kind: Effect["kind"];
  readonly subject_kind: Effect["subject"]["kind"];
  readonly subject_id: string;
  readonly event: string;
  readonly body: Effect["body"];
  readonly path: readonly string[];
  readonly depth: number;
  readonly attempts: number;
  readonly queued_at: Instant;
}

/** Leases effects: while the lease runs nobody else gets them. The ones that have waited longest come first. */
export async function claim(
  client: ClientBase,
  practice: string,
  now: Instant,
  limit: number,
  leaseMs: number,
): Promise<readonly Claimed[]> {
  const { rows } = await run<Row>(client, lease, [practice, now, limit, leaseMs]);
  return rows
    .toSorted((a, b) => compare(a.queued_at, b.queued_at) || compare(a.effect_key, b.effect_key))
    .map(({ effect_key: key, kind, subject_kind, subject_id, event, body, path, depth, attempts }) => {
      const effect: Effect = {
        key,
        kind,
        subject: { kind: subject_kind, id: subject_id },
        event,
        body,
        path,
        depth,
      };
      return { effect, attempts };
    });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const markSent: Statement = {
  name: "sent",
  text: `UPDATE outbox SET status = 'sent', sent_at = $3, lease_until = NULL, error = NULL
    WHERE practice = $1 AND effect_key = $2`,
};

export async function sent(client: ClientBase, practice: string, key: string, now: Instant): Promise<void> {
  await run(client, markSent, [practice, key, now]);
}

const markFailed: Statement = {
  name: "failed",
  text: `UPDATE outbox SET status = CASE WHEN $3::timestamptz IS NULL THEN 'dead' ELSE 'pending' END,
      next_at = coalesce($3::timestamptz, next_at), lease_until = NULL, error = $4
    WHERE practice = $1 AND effect_key = $2 AND status <> 'sent'`,
};

export async function failed(
  client: ClientBase,
  practice: string,
  key: string,
  nextAt: Instant | null,
  error: string,
): Promise<void> {
  await run(client, markFailed, [practice, key, nextAt, error]);
}
