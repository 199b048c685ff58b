import pg from "pg";
import type { AtEnd } from "./child.ts";

export type Row = Readonly<Record<string, unknown>>;

/** A connection that looks behind the store's back at one practice. */
export interface Sql {
  rows(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]>;
  /** The first column of the only row. */
  one<T>(sql: string, ...values: readonly unknown[]): Promise<T>;
}

/** Connects as whoever the address names, until the end of the test. */
export async function openSql(url: string, practice: string, atEnd: AtEnd): Promise<Sql> {
  const client = new pg.Client({ connectionString: url });
  // The database is dropped at the end of the test, whoever still looks at it.
  client.on("error", () => undefined);
  await client.connect();
  atEnd(() => client.end());
  await client.query("SELECT set_config('corridor.practice', $1, false)", [practice]);
  const rows: Sql["rows"] = async (sql, ...values) => (await client.query<Row>(sql, [...values])).rows;
  const one: Sql["one"] = async <T>(sql: string, ...values: readonly unknown[]) =>
    Object.values((await rows(sql, ...values))[0] ?? {})[0] as T;
  return { rows, one };
}
