import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  ask,
  embedded,
  eventually,
  groupOf,
  holder,
  killHard,
  seededDir,
} from "../testing/embedded-fixture.ts";
import { findPostmaster, signal } from "./postmaster.ts";
import { identityOf } from "./process-identity.ts";

const written = "SELECT text FROM note";

/** The process that runs in `dataDir` now. */
function postmasterPid(dataDir: string): number {
  const found = findPostmaster(join(dataDir, "data"));
  if (found === undefined) throw new Error(`No Postgres runs in ${dataDir}`);
  return found.pid;
}

async function write(url: string): Promise<void> {
  await ask(url, "CREATE TABLE note (text text)");
  await ask(url, "INSERT INTO note VALUES ('acknowledged')");
}

test("when Node is killed, Postgres stops by itself and the next start finds everything", async () => {
  const dataDir = await seededDir();
  const { pid, said } = await holder([dataDir]);
  await write(said.ownerUrl ?? "");
  const postmaster = postmasterPid(dataDir);
  await killHard(pid);
  await eventually(() => identityOf(postmaster) === undefined);
  const { ownerUrl } = await embedded({ dataDir });
  expect(await ask(ownerUrl, written)).toEqual([{ text: "acknowledged" }]);
});

test("a start in the moment after Node was killed waits for the old Postgres", async () => {
  const dataDir = await seededDir();
  for (let round = 0; round < 5; round++) {
    const { pid, said } = await holder([dataDir]);
    if (round === 0) await write(said.ownerUrl ?? "");
    await killHard(pid);
  }
  const { ownerUrl } = await embedded({ dataDir });
  expect(await ask(ownerUrl, written)).toEqual([{ text: "acknowledged" }]);
});

test("when Postgres is killed, it is started again and recovers", async () => {
  const dataDir = await seededDir();
  const lines: string[] = [];
  const { ownerUrl, stop } = await embedded({ dataDir, log: (line) => lines.push(line) });
  await write(ownerUrl);
  for (let round = 0; round < 3; round++) {
    const before = postmasterPid(dataDir);
    await killHard(before);
    await eventually(() => findPostmaster(join(dataDir, "data"))?.ready === true);
    expect(await ask(ownerUrl, written)).toEqual([{ text: "acknowledged" }]);
  }
  expect(lines.join("\n")).toContain("automatic recovery in progress");
  await stop();
  expect(findPostmaster(join(dataDir, "data"))).toBeUndefined();
});

describe.runIf(process.platform === "linux")("when the supervisor is killed", () => {
  /** The supervisor and its watchers: all of Postgres' group but Postgres. */
  function supervisors(dataDir: string): number[] {
    const postmaster = postmasterPid(dataDir);
    return groupOf(postmaster).filter((pid) => pid !== postmaster);
  }

  test("Postgres comes back with a new one", async () => {
    const dataDir = await seededDir();
    const { ownerUrl, stop } = await embedded({ dataDir });
    await write(ownerUrl);
    const before = postmasterPid(dataDir);
    for (const pid of supervisors(dataDir)) signal(pid, "SIGKILL");
    await eventually(() => {
      const now = findPostmaster(join(dataDir, "data"));
      return now !== undefined && now.ready && now.pid !== before;
    });
    expect(await ask(ownerUrl, written)).toEqual([{ text: "acknowledged" }]);
    expect(supervisors(dataDir)).not.toEqual([]);
    await stop();
    expect(identityOf(before)).toBeUndefined();
  });

  test("and Node with it, the next start takes the orphan's place", async () => {
    const dataDir = await seededDir();
    const { pid, said } = await holder([dataDir]);
    await write(said.ownerUrl ?? "");
    const orphan = postmasterPid(dataDir);
    signal(pid, "SIGSTOP"); // so that Node does not notice and mend it
    for (const supervisor of supervisors(dataDir)) await killHard(supervisor);
    await killHard(pid);
    expect(identityOf(orphan)).toBeDefined();
    const { ownerUrl } = await embedded({ dataDir });
    expect(identityOf(orphan)).toBeUndefined();
    expect(await ask(ownerUrl, written)).toEqual([{ text: "acknowledged" }]);
  });
});
