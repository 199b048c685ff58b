import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../embedded/index.ts";
import type { TestServer } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    corridorTestServer: TestServer;
  }
}

/** One Postgres for all of a run's `*.pg.test.ts`: the one the environment names, else a private one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const prefix = `corridor_test_${randomBytes(4).toString("hex")}`;
  const appUrl = process.env["DATABASE_URL"] || undefined;
  const ownerUrl = process.env["MIGRATE_DATABASE_URL"] || appUrl;
  if (appUrl !== undefined && ownerUrl !== undefined) {
    project.provide("corridorTestServer", { ownerUrl, appUrl, prefix });
    return () => dropDatabases(ownerUrl, prefix);
  }
  const dataDir = mkdtempSync(join(tmpdir(), "corridor-test-"));
  chmodSync(dataDir, 0o711);
  const server = await startEmbedded({ dataDir });
  project.provide("corridorTestServer", { ownerUrl: server.ownerUrl, appUrl: server.appUrl, prefix });
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

async function dropDatabases(ownerUrl: string, prefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const found = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
      [prefix],
    );
    for (const { datname } of found.rows) {
      await client.query(`DROP DATABASE ${client.escapeIdentifier(datname)} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}
