// Writes migrations/schema.sql anew: node --conditions=@corridor/source packages/store/src/migrate/write-schema.ts
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbedded } from "../embedded/index.ts";
import { dumpSchema } from "./dump.ts";
import { migrationsDir } from "./files.ts";
import { migrate } from "./migrate.ts";

const dataDir = mkdtempSync(join(tmpdir(), "corridor-schema-"));
chmodSync(dataDir, 0o711);
const database = await startEmbedded({ dataDir });
try {
  await migrate(database);
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  writeFileSync(new URL("schema.sql", migrationsDir), await dumpSchema(client));
  await client.end();
} finally {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
