import type { Instant, Subject } from "@corridor/domain";
import type { Recorded } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import type { Database } from "../connection/database.ts";
import { run, type Statement } from "../connection/statement.ts";
import { type WithEvents, withEvents } from "../ledger/decided.ts";
import { type DecisionRow, decisionColumns, inputOf, toRecorded } from "../ledger/recorded.ts";

const byId: Statement = {
  name: "decision",
  text: `SELECT ${decisionColumns} FROM decision WHERE practice = $1 AND id = $2`,
};

/** The decision an event belongs to. */
export async function decisionOf(
  client: ClientBase,
  practice: string,
  event: string,
): Promise<Recorded | null> {
  const { rows } = await run<DecisionRow>(client, byId, [practice, inputOf(event)]);
  return rows[0] ? toRecorded(rows[0]) : null;
}

/** By the place in history; of those made between two numbers, the ones without events first. */
const order = "after_seq, first_seq IS NOT NULL, at, id";

const ofSubject: Statement = {
  name: "decisions-of",
  text: `SELECT ${decisionColumns} FROM decision
    WHERE practice = $1 AND subject_kind = $2 AND subject_id = $3 ORDER BY ${order}`,
};

export async function decisionsOf(
  client: ClientBase,
  practice: string,
  { kind, id }: Subject,
): Promise<readonly Recorded[]> {
  const { rows } = await run<DecisionRow>(client, ofSubject, [practice, kind, id]);
  return rows.map(toRecorded);
}

const page: Statement = {
  name: "decisions",
  text: `SELECT ${decisionColumns} FROM decision
    WHERE practice = $1 AND after_seq >= $2
      AND (after_seq, first_seq IS NOT NULL, at, id) > ($2::bigint, $3::boolean, $4::timestamptz, $5::text)
    ORDER BY ${order} LIMIT 500`,
};

/** All decisions in order, in pages; each page begins behind the last row of the one before. */
export async function* decisionPages(
  database: Database,
  practice: string,
): AsyncIterable<readonly WithEvents[]> {
  let last: readonly [number, boolean, Instant, string] = [-1, false, "-infinity", ""];
  for (;;) {
    const decisions = await database.read(practice, async (client) => {
      const { rows } = await run<DecisionRow>(client, page, [practice, ...last]);
      const end = rows.at(-1);
      if (end) last = [end.after_seq, end.first_seq !== null, end.at, end.id];
      return withEvents(client, practice, rows);
    });
    if (decisions.length === 0) return;
    yield decisions;
  }
}
