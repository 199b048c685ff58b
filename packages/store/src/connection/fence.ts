import type { Instant } from "@corridor/domain";
import type { ClientBase } from "pg";
import { run, type Statement } from "./statement.ts";

const fence: Statement = { name: "fence", text: "SELECT set_config('corridor.practice', $1, true)" };

const opening: Statement = {
  name: "opening",
  text: `SELECT transaction_timestamp() AS now,
    (SELECT body ->> 'ruleset' FROM record WHERE practice = $1 AND kind = 'practice' AND id = $1) AS ruleset`,
};

/** A pure function of a virtual clock, or undefined for the database's. */
export type Clock = (() => Instant) | undefined;

export interface Opened {
  readonly now: Instant;
  readonly ruleset: string | null;
}

/** Begins a transaction that sees one practice, and reads its instant and ruleset: one round trip. */
export async function begin(client: ClientBase, practice: string, clock: Clock): Promise<Opened> {
  const [, , { rows }] = await Promise.all([
    client.query("BEGIN"),
    run(client, fence, [practice]),
    run<{ now: Instant; ruleset: string | null }>(client, opening, [practice]),
  ]);
  const row = rows[0] as Opened;
  return { now: clock?.() ?? row.now, ruleset: row.ruleset };
}

/** The same for reading alone: one snapshot for all statements, which may be sent at once behind it. */
export function beginReading(client: ClientBase, practice: string): Promise<unknown> {
  return Promise.all([
    client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
    run(client, fence, [practice]),
  ]);
}
