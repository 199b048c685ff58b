import type { ClientBase } from "pg";
import { compare, readApplied } from "./applied.ts";
import { readMigrations } from "./files.ts";
import { SchemaError } from "./schema-error.ts";

/** For a server's start: the database is exactly as this Corridor knows it. @throws SchemaError. */
export async function checkSchema(client: ClientBase): Promise<void> {
  const missing = compare(await readApplied(client), await readMigrations());
  if (missing.length === 0) return;
  const names = missing.map((migration) => migration.name).join(", ");
  throw new SchemaError("behind", `The database lacks ${names}. Run corridor migrate first.`);
}
