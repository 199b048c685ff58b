import type { ClientBase } from "pg";

/** One query for each part of a table; each gives finished lines, in an order that does not depend on history. */
const parts = {
  columns: `SELECT format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || quote_ident(c.collname) ELSE '' END,
        CASE WHEN a.attgenerated = 's' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
          WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END,
        CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END) AS line
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_collation c ON c.oid = a.attcollation
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
  constraints: `SELECT format('  CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)) AS line
      FROM pg_constraint WHERE conrelid = $1 AND contype <> 'n' ORDER BY contype, conname`,
  indexes: `SELECT pg_get_indexdef(i.indexrelid) || ';' AS line FROM pg_index i
      WHERE i.indrelid = $1 AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
      ORDER BY i.indexrelid::regclass::text COLLATE "C"`,
  policies: `SELECT format('CREATE POLICY %I ON %I FOR %s%s%s;', polname, $1::regclass::text,
        CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
        coalesce(' USING (' || pg_get_expr(polqual, polrelid) || ')', ''),
        coalesce(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', '')) AS line
      FROM pg_policy WHERE polrelid = $1 ORDER BY polname`,
  security: `SELECT format('ALTER TABLE %I %s;', relname, concat_ws(', ',
        CASE WHEN relrowsecurity THEN 'ENABLE ROW LEVEL SECURITY' END,
        CASE WHEN relforcerowsecurity THEN 'FORCE ROW LEVEL SECURITY' END)) AS line
      FROM pg_class WHERE oid = $1 AND relrowsecurity`,
  triggers: `SELECT pg_get_triggerdef(oid) || ';' AS line FROM pg_trigger
      WHERE tgrelid = $1 AND NOT tgisinternal ORDER BY tgname`,
};

const tables = `SELECT c.oid, c.relname, coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') AS options
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname COLLATE "C"`;

const functions = `SELECT pg_get_functiondef(p.oid) || ';' AS line FROM pg_proc p
  WHERE p.pronamespace = 'public'::regnamespace ORDER BY p.proname, pg_get_function_identity_arguments(p.oid)`;

/** The schema as the catalog has it. The same schema gives the same text, however the database came to it. */
export async function dumpSchema(client: ClientBase): Promise<string> {
  const lines = async (query: string, ...values: readonly unknown[]): Promise<string[]> =>
    (await client.query<{ line: string }>(query, [...values])).rows.map(({ line }) => line);
  const found = await client.query<{ oid: number; relname: string; options: string }>(tables);
  const written: string[] = [];
  for (const { oid, relname, options } of found.rows) {
    const inside = [...(await lines(parts.columns, oid)), ...(await lines(parts.constraints, oid))];
    const after: string[] = [];
    for (const part of ["indexes", "security", "policies", "triggers"] as const)
      after.push(...(await lines(parts[part], oid)));
    written.push([`CREATE TABLE ${relname} (`, inside.join(",\n"), `)${options};`, ...after].join("\n"));
  }
  return `${[HEADER, ...written, ...(await lines(functions))].join("\n\n")}\n`;
}

const HEADER = `-- What migrations/ make of an empty database, read back from the catalog. Not run by anybody.
-- Written by: node --conditions=@corridor/source packages/store/src/migrate/write-schema.ts`;
