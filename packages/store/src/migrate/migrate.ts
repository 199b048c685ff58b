import pg from "pg";
import { compare, createBook, readApplied } from "./applied.ts";
import { type Migration, migrationsDir, readMigrations } from "./files.ts";
import { grantsFor } from "./grants.ts";
import { SchemaError } from "./schema-error.ts";

export interface MigrateOptions {
  /** The address of the role that owns the tables (MIGRATE_DATABASE_URL). */
  readonly ownerUrl: string;
  /** The application's address (DATABASE_URL). Where its role is another one, it gets its privileges and no more. */
  readonly appUrl?: string;
  readonly dir?: URL;
  readonly log?: (line: string) => void;
}

export interface Migrated {
  readonly applied: readonly string[];
  /** False when the application is the tables' owner: then nothing keeps it from rewriting history. */
  readonly appendOnly: boolean;
}

/** One key for everyone who migrates a Corridor database: the second waits, then finds nothing to do. */
const LOCK = "pg_advisory_lock(hashtextextended('corridor.migrate', 0))";

/** Brings a database up to date. @throws SchemaError with a sentence when it must not. */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const { ownerUrl, appUrl = ownerUrl, dir = migrationsDir, log = () => undefined } = options;
  const known = await readMigrations(dir);
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("SET lock_timeout = '20s'");
    await client.query(`SELECT ${LOCK}`);
    const missing = compare(await readApplied(client), known);
    await client.query(createBook);
    for (const migration of missing) {
      log(`migrating: ${migration.name}`);
      await apply(client, migration);
    }
    const appendOnly = await grant(client, roleOf(appUrl));
    return { applied: missing.map((migration) => migration.name), appendOnly };
  } catch (error) {
    throw isLockTimeout(error) ? busy(error) : error;
  } finally {
    await client.end();
  }
}

/** One migration is one transaction: applied and booked, or neither. */
async function apply(client: pg.Client, { number, name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    // Waiting for a lock on a busy table makes everyone behind wait too: better to give up soon.
    await client.query("SET LOCAL lock_timeout = '5s'");
    await client.query(sql);
    await client.query("INSERT INTO migration VALUES ($1, $2, $3, transaction_timestamp())", [
      number,
      name,
      checksum,
    ]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** The role of an address, as pg itself reads it. */
function roleOf(url: string): string {
  return new pg.Client({ connectionString: url }).user ?? "";
}

async function grant(client: pg.Client, role: string): Promise<boolean> {
  const { rows } = await client.query<{ owner: string }>("SELECT current_user AS owner");
  if (role === rows[0]?.owner) return false;
  const quoted = client.escapeIdentifier(role);
  await client.query(
    ["BEGIN", `GRANT USAGE ON SCHEMA public TO ${quoted}`, ...grantsFor(quoted), "COMMIT"].join(";"),
  );
  return true;
}

const isLockTimeout = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === "55P03";

function busy(error: unknown): SchemaError {
  return new SchemaError(
    "busy",
    "Another process holds the tables a migration needs; try again when it has ended.",
    error,
  );
}
