import pg from "pg";
import { PRACTICE } from "./server.ts";

export interface Sql {
  rows(text: string, ...values: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** A connection behind the store's back that sees the practice of these proofs. */
export async function openSql(url: string): Promise<Sql> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("SELECT set_config('corridor.practice', $1, false)", [PRACTICE]);
  return {
    rows: async (text, ...values) => (await client.query<Record<string, unknown>>(text, [...values])).rows,
    close: () => client.end(),
  };
}
