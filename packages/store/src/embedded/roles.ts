import pg from "pg";

export const ownerRole = "corridor";
export const appRole = "corridor_app";

/** The address of `database` over the unix socket in `socketDir`. */
export function socketUrl(socketDir: string, role: string, database: string): string {
  return `postgres://${role}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;
}

/**
 * Creates the database and the application's role where they are missing. The role owns nothing and does not
 * bypass row-level security: what it may do is granted by the migrations.
 */
export async function ensureDatabase(socketDir: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: socketUrl(socketDir, ownerRole, "postgres") });
  await client.connect();
  try {
    const roles = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [appRole]);
    if (roles.rowCount === 0) {
      await client.query(`CREATE ROLE ${appRole} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS`);
    }
    const databases = await client.query("SELECT FROM pg_database WHERE datname = $1", [database]);
    if (databases.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
