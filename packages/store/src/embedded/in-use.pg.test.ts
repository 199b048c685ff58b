import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { ask, embedded, holder, seededDir } from "../testing/embedded-fixture.ts";
import { chooseAccount, identity } from "./account.ts";
import { findPostmaster } from "./postmaster.ts";

/** Runs a shell script as Postgres' user and gives the first line it prints. */
async function shell(script: string): Promise<{ child: ChildProcess; line: string }> {
  const as = identity(chooseAccount("/nowhere"));
  const child = spawn("/bin/sh", ["-c", script], { cwd: "/", stdio: ["ignore", "pipe", "ignore"], ...as });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [output] = (await once(child.stdout, "data")) as [Buffer];
  return { child, line: output.toString().trim() };
}

test("edge-23: a directory another Corridor holds is refused with its pid and what to do", async () => {
  const dataDir = await seededDir();
  const { pid, said } = await holder([dataDir]);
  const refusal = embedded({ dataDir });
  await expect(refusal).rejects.toMatchObject({ code: "in-use" });
  await expect(refusal).rejects.toThrow(new RegExp(`process id ${pid}.*kill ${pid}.*CORRIDOR_DATA_DIR`));
  expect(await ask(said.ownerUrl ?? "", "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a directory whose holder is just stopping is waited for", async () => {
  const dataDir = await seededDir();
  const { child } = await holder([dataDir]);
  child.kill("SIGTERM");
  const { ownerUrl } = await embedded({ dataDir, patienceMs: 5_000 });
  expect(await ask(ownerUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a Postgres that somebody started there by hand is left alone", async () => {
  const dataDir = await seededDir();
  const held = await embedded({ dataDir });
  // As if no Corridor had ever claimed the directory.
  rmSync(join(dataDir, "owner.json"));
  const pid = findPostmaster(join(dataDir, "data"))?.pid;
  await expect(embedded({ dataDir })).rejects.toThrow(`in use by a Postgres with process id ${pid}`);
  expect(existsSync(join(dataDir, "owner.json"))).toBe(false);
  expect(await ask(held.ownerUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a claim whose pid now belongs to somebody else does not count", async () => {
  const dataDir = await seededDir();
  writeFileSync(
    join(dataDir, "owner.json"),
    JSON.stringify({ pid: process.pid, identity: "an earlier one" }),
  );
  await embedded({ dataDir });
});

test("a claim cut short by a full disk does not count", async () => {
  const dataDir = await seededDir();
  writeFileSync(join(dataDir, "owner.json"), "");
  await embedded({ dataDir });
});

describe("a lock file left behind", () => {
  /** Leaves `dataDir` as a killed Postgres does, with `pid` as the pid it had. */
  async function leaveLock(dataDir: string, pid: number): Promise<void> {
    const lock = join(dataDir, "data", "postmaster.pid");
    const database = await embedded({ dataDir });
    const lines = readFileSync(lock, "utf8").split("\n");
    await database.stop();
    writeFileSync(lock, [pid, ...lines.slice(1)].join("\n"), { mode: 0o644 });
  }

  test("does not count when its pid now belongs to another program", async () => {
    const dataDir = await seededDir();
    const stranger = await shell("echo up; exec sleep 60");
    await leaveLock(dataDir, stranger.child.pid ?? 0);
    const { ownerUrl } = await embedded({ dataDir });
    expect(await ask(ownerUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(stranger.child.exitCode).toBeNull();
  });

  test("does not count when its pid now belongs to the Postgres of another directory", async () => {
    const [dataDir, other] = [await seededDir(), await seededDir()];
    await embedded({ dataDir: other });
    await leaveLock(dataDir, findPostmaster(join(other, "data"))?.pid ?? 0);
    const { ownerUrl } = await embedded({ dataDir });
    expect(await ask(ownerUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("does not count when its pid is a zombie's", async () => {
    const dataDir = await seededDir();
    // The second program never waits for the first, as a container's first process may not.
    const { line } = await shell("sleep 0.3 & echo $!; exec sleep 60");
    await expect
      .poll(() => readFileSync(`/proc/${Number(line)}/stat`, "utf8"), { timeout: 5_000 })
      .toMatch(/\) Z /);
    await leaveLock(dataDir, Number(line));
    expect(() => process.kill(Number(line), 0)).not.toThrow();
    const { ownerUrl } = await embedded({ dataDir });
    expect(await ask(ownerUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});
