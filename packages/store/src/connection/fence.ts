import { type Instant, must, type Practice } from "@corridor/domain";
import type { ClientBase } from "pg";
import { run, type Statement } from "./statement.ts";

const fence: Statement = { name: "fence", text: "SELECT set_config('corridor.practice', $1, true)" };

/**
 * Names the practice, and only then, because the second part needs the first one's answer, reads what is behind the
 * fence: row-level security compares with a setting that is made in the same statement.
 */
const opening: Statement = {
  name: "opening",
  text: `WITH named AS MATERIALIZED (SELECT set_config('corridor.practice', $1, true) AS practice)
    SELECT transaction_timestamp() AS now, (
      SELECT r.body FROM record r
      WHERE r.practice = named.practice AND r.kind = 'practice' AND r.id = named.practice
    ) AS itself FROM named`,
};

/** A pure function of a virtual clock, or undefined for the database's. */
export type Clock = (() => Instant) | undefined;

export interface Opened {
  readonly now: Instant;
  readonly ruleset: string | null;
  /** Ids of the rules that are paused, in order. */
  readonly paused: readonly string[];
}

/** Begins a transaction that sees one practice, and reads its instant and what it says of its rules: one round trip. */
export async function begin(client: ClientBase, practice: string, clock: Clock): Promise<Opened> {
  const [, { rows }] = await Promise.all([
    client.query("BEGIN"),
    run<{ now: Instant; itself: Practice | null }>(client, opening, [practice]),
  ]);
  const { now, itself } = must(rows[0], "the opening answers with one row");
  const paused = Object.keys(itself?.paused ?? {}).sort();
  return { now: clock?.() ?? now, ruleset: itself?.ruleset ?? null, paused };
}

/** The same for reading alone: one snapshot for all statements, which may be sent at once behind it. */
export function beginReading(client: ClientBase, practice: string): Promise<unknown> {
  return Promise.all([
    client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
    run(client, fence, [practice]),
  ]);
}
