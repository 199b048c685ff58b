import { join } from "node:path";
import { expect, test } from "vitest";
import { ask, embedded, scratchDir, seededDir } from "../testing/embedded-fixture.ts";
import { startEmbedded } from "./launcher.ts";
import { findPostmaster } from "./postmaster.ts";

test("starts an empty database that flushes, on a socket only, and keeps what was written", async () => {
  const dataDir = scratchDir();
  const first = await startEmbedded({ dataDir });
  await ask(first.ownerUrl, "CREATE TABLE note (text text)");
  await ask(first.ownerUrl, "INSERT INTO note VALUES ('kept')");
  const shown = "SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS addresses";
  expect(await ask(first.ownerUrl, shown)).toEqual([{ fsync: "on", addresses: "" }]);
  await first.stop();
  expect(findPostmaster(join(dataDir, "data"))).toBeUndefined();

  const lines: string[] = [];
  const again = await embedded({ dataDir, log: (line) => lines.push(line) });
  expect(await ask(again.ownerUrl, "SELECT text FROM note")).toEqual([{ text: "kept" }]);
  expect(lines.join("\n")).toContain("database system was shut down at");
});

test("the application's role owns nothing and is held by row-level security", async () => {
  const { appUrl, ownerUrl } = await embedded({ dataDir: await seededDir() });
  await ask(ownerUrl, "CREATE TABLE event (id int)");
  const role = "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user";
  expect(await ask(appUrl, role)).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: false }]);
  await expect(ask(appUrl, "DELETE FROM event")).rejects.toThrow(/permission denied/);
  await expect(ask(appUrl, "CREATE TABLE mine (id int)")).rejects.toThrow(/permission denied/);
});

test("the log never holds the values of a failed statement", async () => {
  const lines: string[] = [];
  const { ownerUrl } = await embedded({ dataDir: await seededDir(), log: (line) => lines.push(line) });
  await ask(ownerUrl, "CREATE TABLE patient (name text PRIMARY KEY)");
  await ask(ownerUrl, "INSERT INTO patient VALUES ('Amira')");
  await expect(ask(ownerUrl, "INSERT INTO patient VALUES ('Amira')")).rejects.toThrow(/duplicate/);
  await expect(ask(ownerUrl, "SELECT 'Amira'::uuid")).rejects.toThrow(/invalid input/);
  expect(lines.join("\n")).not.toContain("Amira");
});

test("stopping twice is stopping once", async () => {
  const database = await startEmbedded({ dataDir: await seededDir() });
  await Promise.all([database.stop(), database.stop()]);
});

test("a place whose socket path would be too long gets a short one", async () => {
  const dataDir = join(scratchDir(), "a-clinic-with-a-remarkably-long-name".repeat(4));
  const { ownerUrl } = await embedded({ dataDir });
  expect(await ask(ownerUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a directory with spaces, commas and an apostrophe in its name is a directory", async () => {
  const { ownerUrl } = await embedded({ dataDir: join(scratchDir(), "O'Brien, Sons & co") });
  expect(await ask(ownerUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});
