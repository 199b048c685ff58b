import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type pg from "pg";
import { aCard, commit, onCard } from "../../engine/src/testing/contract/given.ts";
import { privileges } from "./migrate/grants.ts";
import { asking } from "./testing/ask.ts";
import { openTestStore } from "./testing/open-test-store.ts";

const { store, database, appendOnly, close } = await openTestStore();
afterAll(close);

beforeAll(async () => {
  for (const practice of ["north", "south"]) {
    await store.createPractice(practice, practice);
    const sealed = [{ owner: "patient/p1", ref: "r", text: "Ana" }];
    await commit(store, practice, onCard(aCard({ id: "c1" }), { sealed }));
  }
});

const app = <T>(use: (client: pg.Client) => Promise<T>) => asking(database.appUrl, use);
const as = (practice: string) => `SELECT set_config('corridor.practice', '${practice}', false)`;
const fenced = Object.keys(privileges).filter((table) => table !== "practice" && table !== "migration");

describe("the fence around a practice", () => {
  it("shows nothing to who has named no practice", async () => {
    await app(async (client) => {
      for (const table of fenced) expect((await client.query(`SELECT 1 FROM ${table}`)).rowCount).toBe(0);
    });
  });

  it("shows a practice its own rows alone", async () => {
    await app(async (client) => {
      await client.query(as("north"));
      for (const table of ["event", "decision", "card", "counter", "sealed", "practice_secret"]) {
        const { rows } = await client.query<{ practice: string }>(`SELECT practice FROM ${table}`);
        expect([table, rows]).toEqual([table, [{ practice: "north" }]]);
      }
    });
  });

  it("lists the practices to everybody, and to each its own secret alone", async () => {
    expect(await store.practices()).toEqual([
      { id: "north", name: "north" },
      { id: "south", name: "south" },
    ]);
    const secrets = [await store.secretOf("north"), await store.secretOf("south")];
    expect(new Set(secrets).size).toBe(2);
    for (const secret of secrets) expect(secret).toHaveLength(43);
    await expect(store.secretOf("west")).rejects.toThrow("practice west has no secret");
    await app(async (client) => {
      await client.query(as("north"));
      expect((await client.query("SELECT secret FROM practice_secret")).rows).toEqual([
        { secret: secrets[0] },
      ]);
      expect(JSON.stringify((await client.query("SELECT * FROM practice")).rows)).not.toContain(secrets[1]);
    });
  });

  it("takes no row for another practice, and moves none there", async () => {
    await app(async (client) => {
      await client.query(as("north"));
      const intruder = client.query(
        "INSERT INTO record (practice, kind, id, version, body) VALUES ('south', 'patient', 'x', 1, '{}')",
      );
      await expect(intruder).rejects.toMatchObject({ code: "42501" });
      await expect(client.query("UPDATE card SET practice = 'south', id = 'c2'")).rejects.toMatchObject({
        code: "42501",
      });
      const other = client.query("INSERT INTO practice VALUES ('west', 'West', clock_timestamp())");
      await expect(other).rejects.toMatchObject({ code: "42501" });
    });
  });

  it("is there on every table", async () => {
    const { rows } = await app((client) =>
      client.query<{
        relname: string;
      }>(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)`),
    );
    expect(rows).toEqual([{ relname: "migration" }]);
  });

  it("begins every key with the practice", async () => {
    const { rows } = await app((client) =>
      client.query<{ index: string }>(`SELECT i.indexrelid::regclass::text AS index FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE c.relnamespace = 'public'::regnamespace AND a.attname IS DISTINCT FROM 'practice' ORDER BY 1`),
    );
    // Sign-in finds these two before a practice is known; the constraint's number has the practice in its hash.
    const known = [
      "account_email",
      "appointment_not_twice",
      "migration_pkey",
      "practice_pkey",
      "session_token",
    ];
    expect(rows.map(({ index }) => index)).toEqual(known);
  });
});

describe.runIf(appendOnly)("what is written once", () => {
  const attempts = ["event", "decision"].flatMap((table) => [
    `UPDATE ${table} SET id = 'x'`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table}`,
    `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
    `DROP TABLE ${table}`,
  ]);

  it.each([
    ...attempts,
    "UPDATE sealed SET bytes = ''",
    "TRUNCATE sealed",
    "UPDATE ruleset SET files = '{}'",
  ])("cannot be changed by the application: %s", async (attempt) => {
    await app(async (client) => {
      await client.query(as("north"));
      await expect(client.query(attempt)).rejects.toMatchObject({ code: "42501" });
    });
  });
});
