import { readFile } from "node:fs/promises";
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, describe, expect, it } from "vitest";
import * as schema from "../schema.ts";
import { asking } from "../testing/ask.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { dumpSchema } from "./dump.ts";
import { migrationsDir } from "./files.ts";
import { privileges } from "./grants.ts";

const { database, close } = await openTestStore();
afterAll(close);

interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly filled: boolean;
}

const catalog = {
  columns: `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required, atthasdef AS filled
    FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
  indexes: `SELECT i.indexrelid::regclass::text AS name, i.indisunique AS unique, i.indisprimary AS primary,
      i.indpred IS NOT NULL AS partial, array(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, n)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum ORDER BY k.n) AS columns
    FROM pg_index i WHERE i.indrelid = $1::regclass AND NOT i.indisexclusion ORDER BY 1`,
};

const tables = Object.values(schema).filter((table) => is(table, PgTable));

describe("the schema", () => {
  it("is the one that is written down; after a change, write-schema.ts writes it anew", async () => {
    const written = await readFile(new URL("schema.sql", migrationsDir), "utf8");
    expect(await asking(database.ownerUrl, dumpSchema)).toBe(written);
  });

  it("has a table for each of TypeScript's, and privileges for each", async () => {
    const { rows } = await asking(database.ownerUrl, (client) =>
      client.query<{ name: string }>(
        "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
      ),
    );
    const names = rows.map(({ name }) => name);
    expect(tables.map((table) => getTableConfig(table).name).sort()).toEqual(names);
    expect(Object.keys(privileges).sort()).toEqual(names);
  });

  it.each(tables.map((table) => [getTableConfig(table).name, table] as const))(
    "agrees on %s",
    async (name, table) => {
      const { columns, indexes, primaryKeys } = getTableConfig(table);
      const expected = columns.map((column) => ({
        name: column.name,
        type: column.getSQLType(),
        required: column.notNull || column.primary,
        filled: column.hasDefault || column.generated !== undefined,
      }));
      const found = await asking(database.ownerUrl, (client) =>
        client.query<Column>(catalog.columns, [name]),
      );
      expect(found.rows).toEqual(expected);

      const keys = [...primaryKeys.map((key) => key.columns), columns.filter((column) => column.primary)];
      const primary = keys
        .filter((key) => key.length > 0)
        .map((key) => ({
          name: `${name}_pkey`,
          unique: true,
          primary: true,
          partial: false,
          columns: key.map((c) => c.name),
        }));
      const others = indexes.map(({ config }) => ({
        ...{ name: config.name, unique: config.unique, primary: false, partial: config.where !== undefined },
        columns: config.columns.map((column) => ("name" in column ? column.name : "?")),
      }));
      const listed = await asking(database.ownerUrl, (client) => client.query(catalog.indexes, [name]));
      expect(listed.rows).toEqual(
        [...primary, ...others].sort((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1)),
      );
    },
  );
});
