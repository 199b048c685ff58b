import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { openStore } from "../store.ts";
import { asking } from "../testing/ask.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { migrationsDir, readMigrations } from "./files.ts";
import { migrate } from "./migrate.ts";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function empty(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  cleanups.push(database.drop);
  return database;
}

/** The migrations, with some files changed or added. */
async function changed(files: Readonly<Record<string, string>>): Promise<URL> {
  const dir = await mkdtemp(join(tmpdir(), "corridor-migrations-"));
  cleanups.push(() => rm(dir, { recursive: true }));
  for (const { name, sql } of await readMigrations()) await writeFile(join(dir, name), sql);
  for (const [name, sql] of Object.entries(files)) await writeFile(join(dir, name), sql);
  return pathToFileURL(`${dir}/`);
}

async function next(): Promise<string> {
  const last = (await readMigrations()).at(-1)?.number ?? 0;
  return `${String(last + 1).padStart(4, "0")}_next.sql`;
}

describe("migrate", () => {
  it("brings an empty database up to date, once, also when several begin together", async () => {
    const database = await empty();
    const ran = await Promise.all([1, 2, 3].map(() => migrate(database)));
    const names = (await readMigrations()).map(({ name }) => name);
    expect(ran.map(({ applied }) => applied).filter((applied) => applied.length > 0)).toEqual([names]);
    expect((await migrate(database)).applied).toEqual([]);
    const store = await openStore({ appUrl: database.appUrl });
    expect(await store.practices()).toEqual([]);
    await store.close();
  });

  it("refuses a database of a newer Corridor, in a sentence", async () => {
    const database = await empty();
    const dir = await changed({ [await next()]: "CREATE TABLE later (id int)" });
    await migrate({ ...database, dir });
    await expect(migrate(database)).rejects.toMatchObject({
      code: "newer",
      message: expect.stringMatching(/newer Corridor.*_next\.sql.*Start the newer version/),
    });
    await expect(openStore({ appUrl: database.appUrl })).rejects.toMatchObject({ code: "newer" });
  });

  it("refuses to go on from a migration that was edited", async () => {
    const database = await empty();
    await migrate(database);
    const dir = await changed({ "0001_history.sql": "SELECT 1" });
    await expect(migrate({ ...database, dir })).rejects.toMatchObject({ code: "changed" });
  });

  it("leaves nothing of a migration that fails", async () => {
    const database = await empty();
    const name = await next();
    const dir = await changed({ [name]: "CREATE TABLE half (id int); SELECT 1 / 0" });
    await expect(migrate({ ...database, dir })).rejects.toThrow("division by zero");
    const { rows } = await asking(database.ownerUrl, (client) =>
      client.query("SELECT to_regclass('half') AS half"),
    );
    expect(rows).toEqual([{ half: null }]);
    await expect(migrate(database)).resolves.toMatchObject({ applied: [] });
  });

  it("gives up soon when somebody holds a table it needs", async () => {
    const database = await empty();
    await migrate(database);
    const dir = await changed({ [await next()]: "ALTER TABLE event ADD COLUMN later int" });
    await asking(database.ownerUrl, async (holder) => {
      await holder.query("BEGIN; LOCK TABLE event");
      await expect(migrate({ ...database, dir })).rejects.toMatchObject({ code: "busy" });
    });
  });

  it("leaves escalations that began before there were ladders standing where they began", async () => {
    const database = await empty();
    const before = await changed({});
    for (const { name } of (await readMigrations()).slice(7)) await rm(new URL(name, before));
    // As the owner alone: what came later has tables that nobody can be granted anything on yet.
    await migrate({ ownerUrl: database.ownerUrl, dir: before });
    const old = { policy: "help", level: 0, since: "2026-11-02T15:00:00.000Z", acknowledgedBy: null };
    const kept = await asking(database.ownerUrl, async (client) => {
      await client.query("SELECT set_config('corridor.practice', 'p', false)");
      await client.query("INSERT INTO practice (id, name, created_at) VALUES ('p', 'P', now())");
      await client.query(
        `INSERT INTO card (practice, id, version, type, stage, state, rank, location, patient, is_final, body)
         SELECT 'p', id, 1, 'visit', 's', 's', 'a', 'l', 'x', false, body
         FROM json_to_recordset($1::json) AS c (id text, body jsonb)`,
        [
          JSON.stringify([
            { id: "c1", body: { escalations: [old] } },
            { id: "c2", body: { escalations: [] } },
          ]),
        ],
      );
      await client.query(
        `INSERT INTO event (practice, seq, id, subject_kind, subject_id, version, type, data, actor_kind, actor_id,
           actor_role, root, depth, ruleset, at)
         VALUES ('p', 1, 'in/1', 'card', 'c1', 1, 'escalation.started', $1, 'rule', 'r', 'system', 'in', 0, 'x', now())`,
        [{ policy: "help", level: 0, since: old.since, reason: ["Nobody came"] }],
      );
      await migrate(database);
      return (await client.query("SELECT body -> 'escalations' AS living FROM card ORDER BY id")).rows;
    });
    const stands = {
      round: 0,
      turn: 0,
      at: old.since,
      held: null,
      progressAt: null,
      exhausted: false,
      pinned: null,
    };
    expect(kept).toEqual([{ living: [{ ...old, ...stands, reason: ["Nobody came"] }] }, { living: [] }]);
  });

  it("is not begun by a server: one that finds an older database says what to do", async () => {
    const { appUrl } = await empty();
    await expect(openStore({ appUrl })).rejects.toMatchObject({
      code: "behind",
      message: expect.stringContaining("corridor migrate"),
    });
  });

  it("catches up on a file whose number lies before those it has applied", async () => {
    const database = await empty();
    const far = { "0900_far.sql": "CREATE TABLE far (id int)" };
    await migrate({ ...database, dir: await changed(far) });
    const dir = await changed({ ...far, "0899_near.sql": "CREATE TABLE near (id int)" });
    expect((await migrate({ ...database, dir })).applied).toEqual(["0899_near.sql"]);
  });

  it("gives each of its files a number of its own", async () => {
    await expect(readMigrations(await changed({ "0002_twice.sql": "" }))).rejects.toThrow(
      "0002_twice.sql is taken by 0002_subjects.sql",
    );
    const files = (await readdir(migrationsDir)).filter((name) => name !== "schema.sql");
    expect(files.sort()).toEqual((await readMigrations()).map(({ name }) => name));
    for (const name of files) expect(await readFile(new URL(name, migrationsDir), "utf8")).toMatch(/^--/);
  });
});
