import { Pool } from "pg";
import { rate } from "./rate.ts";

/**
 * The bare transaction that a move cannot do without, by hand: lock the row, change it, write what happened,
 * write what must be sent, commit. Named statements, one connection per client, nothing of Corridor.
 */
export async function bareMoves(url: string, clients: number, seconds: number): Promise<number> {
  const pool = new Pool({ connectionString: url, max: clients });
  try {
    await pool.query(`DROP TABLE IF EXISTS bare_card, bare_event, bare_outbox;
      CREATE TABLE bare_card (id int PRIMARY KEY, version int NOT NULL, body jsonb NOT NULL);
      CREATE TABLE bare_event (seq bigserial PRIMARY KEY, card int NOT NULL, data jsonb NOT NULL);
      CREATE TABLE bare_outbox (id bigserial PRIMARY KEY, card int NOT NULL, data jsonb NOT NULL);
      INSERT INTO bare_card SELECT n, 1, '{"stage": "billing", "rank": "a0"}' FROM generate_series(1, ${clients * 50}) n`);
    return await rate(clients, seconds, async (client, turn) => {
      const connection = await pool.connect();
      try {
        await bareMove(
          (name, text, values) => connection.query({ name, text, values: [...values] }),
          client * 50 + (turn % 50) + 1,
        );
      } finally {
        connection.release();
      }
    });
  } finally {
    await pool.end();
  }
}

type Query = (name: string, text: string, values: readonly unknown[]) => Promise<unknown>;

async function bareMove(query: Query, card: number): Promise<void> {
  const body = JSON.stringify({ stage: "follow_up", rank: "a1" });
  await query("bare-begin", "BEGIN", []);
  await query("bare-lock", "SELECT version, body FROM bare_card WHERE id = $1 FOR UPDATE", [card]);
  await query("bare-update", "UPDATE bare_card SET version = version + 1, body = $2 WHERE id = $1", [
    card,
    body,
  ]);
  await query("bare-event", "INSERT INTO bare_event (card, data) VALUES ($1, $2)", [card, body]);
  await query("bare-outbox", "INSERT INTO bare_outbox (card, data) VALUES ($1, $2)", [card, body]);
  await query("bare-commit", "COMMIT", []);
}
