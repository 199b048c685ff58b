import type { Event } from "@corridor/domain";
import type { Recorded } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { groupBy } from "../group-by.ts";
import { run, type Statement } from "../connection/statement.ts";
import { type EventRow, eventColumns, toEvent } from "./event-row.ts";
import { type DecisionRow, decisionColumns, toRecorded } from "./recorded.ts";

export type WithEvents = Recorded & { readonly events: readonly Event[] };

const decisions: Statement = {
  name: "decided",
  text: `SELECT ${decisionColumns} FROM decision WHERE practice = $1 AND id = ANY ($2)`,
};

const events: Statement = {
  name: "decided-events",
  text: `SELECT own.* FROM unnest($2::bigint[], $3::bigint[]) AS span (first, last), LATERAL (
      SELECT ${eventColumns} FROM event e WHERE e.practice = $1 AND e.seq BETWEEN span.first AND span.last OFFSET 0
    ) AS own ORDER BY own.seq`,
};

/** Earlier decisions by their input's id. The second question is asked only where there was one: a repeat is rare. */
export async function decided(
  client: ClientBase,
  practice: string,
  inputs: readonly string[],
): Promise<ReadonlyMap<string, WithEvents>> {
  const { rows } = await run<DecisionRow>(client, decisions, [practice, inputs]);
  const found = await withEvents(client, practice, rows);
  return new Map(found.map((decision) => [decision.input.id, decision]));
}

/** Decisions with their events beside them. */
export async function withEvents(
  client: ClientBase,
  practice: string,
  rows: readonly DecisionRow[],
): Promise<readonly WithEvents[]> {
  const spans = rows.filter(({ first_seq }) => first_seq !== null);
  if (spans.length === 0) return rows.map((row) => ({ ...toRecorded(row), events: [] }));
  const [first, last] = [spans.map((row) => String(row.first_seq)), spans.map((row) => String(row.last_seq))];
  const found = (await run<EventRow>(client, events, [practice, first, last])).rows.map(toEvent);
  const byRoot = groupBy(found, (event) => event.root);
  return rows.map((row) => ({ ...toRecorded(row), events: byRoot.get(row.id) ?? [] }));
}
