import type { ClientBase } from "pg";
import { groupBy } from "../../group-by.ts";
import { run, type Statement } from "../../connection/statement.ts";
import type { RecordWrite } from "./batch.ts";

const rows = "json_to_recordset($2::json) AS r (kind text, id text, version integer, body jsonb)";

const insert: Statement = {
  name: "insert-records",
  text: `INSERT INTO record (practice, kind, id, version, body) SELECT $1, kind, id, version, body FROM ${rows}`,
};

const update: Statement = {
  name: "update-records",
  text: `${insert.text}
    ON CONFLICT (practice, kind, id) DO UPDATE SET version = excluded.version, body = excluded.body`,
};

/** The present of the records that cards share. */
export function writeRecords(
  client: ClientBase,
  practice: string,
  records: readonly RecordWrite[],
  isNew: (key: string) => boolean,
): readonly Promise<unknown>[] {
  const groups = groupBy(records, ({ kind, record }) => isNew(`${kind}/${record.id}`));
  const [fresh, known] = [groups.get(true) ?? [], groups.get(false) ?? []];
  return [
    ...(fresh.length > 0 ? [run(client, insert, [practice, JSON.stringify(fresh.map(toRow))])] : []),
    ...(known.length > 0 ? [run(client, update, [practice, JSON.stringify(known.map(toRow))])] : []),
  ];
}

const toRow = ({ kind, record }: RecordWrite) => ({
  kind,
  id: record.id,
  version: record.version,
  body: record,
});
