import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";

/** Where the numbered SQL files are, seen from this source file. */
export const migrationsDir = new URL("../../../../migrations/", import.meta.url);

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** sha-256 of the file: a migration that was applied is never edited. */
  readonly checksum: string;
}

const FILE = /^(\d{4})_([a-z0-9_]+)\.sql$/;

/** The migrations in order. Numbers rise and may leave some out. @throws when one is given twice. */
export async function readMigrations(dir: URL = migrationsDir): Promise<readonly Migration[]> {
  const names = (await readdir(dir)).filter((name) => FILE.test(name)).sort();
  const migrations = await Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, dir), "utf8");
      const checksum = createHash("sha256").update(sql).digest("hex");
      return { number: Number(name.slice(0, 4)), name, sql, checksum };
    }),
  );
  migrations.forEach(({ number, name }, n) => {
    if (migrations[n - 1]?.number === number)
      throw new Error(`The number of migration ${name} is taken by ${migrations[n - 1]?.name}`);
  });
  return migrations;
}
