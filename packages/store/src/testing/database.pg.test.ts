import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "./database.ts";

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("each call makes a database of its own", async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await ask(one.ownerUrl, "CREATE TABLE note (id int)");
  expect(await ask(other.ownerUrl, "SELECT to_regclass('note') AS note")).toEqual([{ note: null }]);
  await Promise.all([one.drop(), other.drop()]);
  await expect(ask(one.ownerUrl, "SELECT 1")).rejects.toThrow(/does not exist/);
});

test("a migrated database is cloned from a template that is built once", async () => {
  let built = 0;
  const migrate = async (ownerUrl: string) => {
    built += 1;
    await ask(ownerUrl, "CREATE TABLE card (id int)");
  };
  const databases = await Promise.all(
    [1, 2, 3].map(() => createTestDatabase({ migrate, template: "built_once" })),
  );
  expect(built).toBe(1);
  for (const database of databases) {
    expect(await ask(database.ownerUrl, "SELECT count(*)::int AS cards FROM card")).toEqual([{ cards: 0 }]);
    await database.drop();
  }
});
