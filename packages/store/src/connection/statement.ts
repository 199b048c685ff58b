import type { ClientBase, QueryResult, QueryResultRow } from "pg";

/** A statement under its name: prepared once per connection, then only bound and run. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type Value =
  | string
  | number
  | boolean
  | null
  | Buffer
  | readonly (string | null)[]
  | readonly Buffer[];

/** Sends a statement. On a pipelining connection it need not be awaited before the next one is sent. */
export function run<Row extends QueryResultRow>(
  client: ClientBase,
  statement: Statement,
  values: readonly Value[],
): Promise<QueryResult<Row>> {
  return client.query<Row>({ ...statement, values: [...values] });
}
