import type { Instant } from "@corridor/domain";
import type { OutboxQuery, OutboxRow } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { run, type Statement } from "../connection/statement.ts";
import { effectColumns, type EffectRow, toEffect } from "./effect-row.ts";

const columns = `${effectColumns}, status, queued_at, next_at, attempts, lapses, lease_until IS NOT NULL AS leased,
  sent_at, error, via, provider, receipt, turn`;

const byStatus: Statement = {
  name: "outbox-by-status",
  text: `SELECT ${columns} FROM outbox WHERE practice = $1 AND status = $2
    ORDER BY queued_at DESC, effect_key DESC LIMIT $3`,
};

const byKeys: Statement = {
  name: "outbox-by-keys",
  text: `SELECT ${columns} FROM outbox WHERE practice = $1 AND effect_key = ANY ($2)
      AND status = coalesce($4, status)
    ORDER BY queued_at DESC, effect_key DESC LIMIT $3`,
};

const all: Statement = {
  name: "outbox-all",
  text: `SELECT ${columns} FROM outbox WHERE practice = $1 ORDER BY queued_at DESC, effect_key DESC LIMIT $2`,
};

interface Row extends EffectRow {
  readonly status: OutboxRow["status"];
  readonly queued_at: Instant;
  readonly next_at: Instant;
  readonly attempts: number;
  readonly lapses: number;
  readonly leased: boolean;
  readonly sent_at: Instant | null;
  readonly error: string | null;
  readonly via: string | null;
  readonly provider: string | null;
  readonly receipt: string | null;
  readonly turn: number;
}

/** See `Outbox.outbox`. */
export async function rowsOf(
  client: ClientBase,
  practice: string,
  { status, keys, limit }: OutboxQuery,
): Promise<readonly OutboxRow[]> {
  const asked =
    keys !== undefined
      ? run<Row>(client, byKeys, [practice, keys, limit, status ?? null])
      : status !== undefined
        ? run<Row>(client, byStatus, [practice, status, limit])
        : run<Row>(client, all, [practice, limit]);
  return (await asked).rows.map(shown);
}

function shown(row: Row): OutboxRow {
  const { status, attempts, lapses, leased, error, via, provider, receipt, turn } = row;
  return {
    effect: toEffect(row),
    ...{ status, queuedAt: row.queued_at, nextAt: row.next_at, sentAt: row.sent_at },
    ...{ attempts, lapses, leased, error, via, provider, receipt, turn },
  };
}

const byAddress: Statement = {
  name: "outbox-by-address",
  text: `SELECT ${columns} FROM outbox WHERE practice = $1 AND address = $2 AND sent_at IS NOT NULL
    ORDER BY sent_at DESC LIMIT 1`,
};

/** See `Outbox.lastTo`. */
export async function lastTo(
  client: ClientBase,
  practice: string,
  address: string,
): Promise<OutboxRow | null> {
  const { rows } = await run<Row>(client, byAddress, [practice, address]);
  return rows[0] ? shown(rows[0]) : null;
}

const next: Statement = {
  name: "next-send",
  text: `SELECT next_at FROM outbox WHERE practice = $1 AND status = 'pending' ORDER BY next_at, effect_key LIMIT 1`,
};

/** See `Outbox.nextSend`. A lease stands in `next_at` too. */
export async function nextSend(client: ClientBase, practice: string): Promise<Instant | null> {
  return (await run<{ next_at: Instant }>(client, next, [practice])).rows[0]?.next_at ?? null;
}
