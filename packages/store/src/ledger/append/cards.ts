import type { ClientBase } from "pg";
import { groupBy } from "../../group-by.ts";
import { run, type Statement } from "../../connection/statement.ts";
import type { CardWrite } from "./batch.ts";

const columns =
  "id, version, type, stage, state, rank, location, patient, is_final, assignee, role, priority, reconciled, body";

const rows = `json_to_recordset($2::json) AS c (id text, version integer, type text, stage text, state text, rank text,
    location text, patient text, is_final boolean, assignee text, role text, priority text, reconciled text, body jsonb)`;

const insert: Statement = {
  name: "insert-cards",
  text: `INSERT INTO card (practice, ${columns}) SELECT $1, ${columns} FROM ${rows}`,
};

/** Not an UPDATE with a join: this finds each row by its key, whatever the planner believes. */
const update: Statement = {
  name: "update-cards",
  text: `${insert.text}
    ON CONFLICT (practice, id) DO UPDATE SET version = excluded.version, type = excluded.type, stage = excluded.stage,
      state = excluded.state, rank = excluded.rank, location = excluded.location, patient = excluded.patient,
      is_final = excluded.is_final, assignee = excluded.assignee, role = excluded.role, priority = excluded.priority,
      reconciled = excluded.reconciled, body = excluded.body`,
};

/** The present of cards. New ones are inserted, so that one who was new to somebody else as well is noticed. */
export function writeCards(
  client: ClientBase,
  practice: string,
  cards: readonly CardWrite[],
  isNew: (key: string) => boolean,
): readonly Promise<unknown>[] {
  const groups = groupBy(cards, ({ card }) => isNew(`card/${card.id}`));
  const [fresh, known] = [groups.get(true) ?? [], groups.get(false) ?? []];
  return [
    ...(fresh.length > 0 ? [run(client, insert, [practice, JSON.stringify(fresh.map(toRow))])] : []),
    ...(known.length > 0 ? [run(client, update, [practice, JSON.stringify(known.map(toRow))])] : []),
  ];
}

function toRow({ card, reconciled }: CardWrite) {
  const { id, version, type, stage, state, rank, location, patient, assignee, role, fields } = card;
  const { priority } = fields;
  return {
    ...{ id, version, type, stage, state, rank, location, patient, assignee, role, reconciled },
    priority: typeof priority === "string" ? priority : null,
    is_final: card.final,
    body: card,
  };
}
