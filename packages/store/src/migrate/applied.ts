import type { ClientBase } from "pg";
import type { Migration } from "./files.ts";
import { SchemaError } from "./schema-error.ts";

export interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** The runner's own book. It stands before the first migration, so it is not one. */
export const createBook = `CREATE TABLE IF NOT EXISTS migration (
  number integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz(3) NOT NULL
)`;

export async function readApplied(client: ClientBase): Promise<readonly Applied[]> {
  const book = await client.query<{ there: boolean }>("SELECT to_regclass('migration') IS NOT NULL AS there");
  if (!book.rows[0]?.there) return [];
  const { rows } = await client.query<Applied>(
    "SELECT number, name, checksum FROM migration ORDER BY number",
  );
  return rows;
}

/** @throws SchemaError when the database was made by a newer Corridor, or from files that have been edited since. */
export function compare(applied: readonly Applied[], known: readonly Migration[]): readonly Migration[] {
  const [last, newest] = [applied.at(-1), known.at(-1)];
  if (last && last.number > (newest?.number ?? 0)) {
    const ours = newest?.name ?? "none";
    throw new SchemaError(
      "newer",
      `The database has been migrated by a newer Corridor: it is at ${last.name}, this one knows up to ${ours}. Start the newer version.`,
    );
  }
  const files = new Map(known.map((migration) => [migration.number, migration]));
  for (const { number, name, checksum } of applied) {
    const file = files.get(number);
    if (file?.checksum === checksum) continue;
    throw new SchemaError(
      "changed",
      `Migration ${name} was applied from another text than ${file?.name ?? "the one"} here. Applied migrations are never edited; restore the file and add a new one.`,
    );
  }
  const done = new Set(applied.map(({ number }) => number));
  return known.filter(({ number }) => !done.has(number));
}
