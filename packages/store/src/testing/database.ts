import { randomBytes } from "node:crypto";
import pg from "pg";
import { type TestServer, withDatabase } from "./server.ts";

export interface TestDatabase {
  /** The role that owns everything. */
  readonly ownerUrl: string;
  /** The application's role; with an external Postgres, that of DATABASE_URL. */
  readonly appUrl: string;
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Brings an empty database up to date. Run once for all databases of a run that name the same template. */
  readonly migrate?: (ownerUrl: string) => Promise<void>;
  /** Tells different `migrate` functions apart. */
  readonly template?: string;
}

/** A fresh database of its own on the run's Postgres, empty or cloned from a migrated template. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = await runningServer();
  const { migrate, template = "migrated" } = options;
  const name = `${server.prefix}_${randomBytes(5).toString("hex")}`;
  await asOwner(server, async (client) => {
    const source = migrate && (await ensureTemplate(client, server, template, migrate));
    await client.query(`CREATE DATABASE ${name}${source === undefined ? "" : ` TEMPLATE ${source}`}`);
  });
  return {
    ownerUrl: withDatabase(server.ownerUrl, name),
    appUrl: withDatabase(server.appUrl, name),
    drop: () =>
      asOwner(server, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** Vitest hands over what its global setup started. Asked for late: outside a test there is none to import. */
async function runningServer(): Promise<TestServer> {
  const { inject } = await import("vitest");
  const server = inject("corridorTestServer");
  if (server === undefined) throw new Error("No test database here: is the file named *.pg.test.ts?");
  return server;
}

/** Builds the template in whichever worker comes first; the others wait for it at the lock. */
async function ensureTemplate(
  client: pg.Client,
  server: TestServer,
  template: string,
  migrate: (ownerUrl: string) => Promise<void>,
): Promise<string> {
  const name = `${server.prefix}_${template}`;
  await client.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
  try {
    const found = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) {
      const unfinished = `${name}_unfinished`;
      await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${unfinished}`);
      await migrate(withDatabase(server.ownerUrl, unfinished));
      await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
    }
  } finally {
    await client.query("SELECT pg_advisory_unlock(hashtext($1))", [name]);
  }
  return name;
}

async function asOwner(server: TestServer, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
