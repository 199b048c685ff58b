import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf, isPostgresOf } from "./process-identity.ts";

/** The Postgres that runs in a data directory. */
export interface Postmaster {
  readonly pid: number;
  readonly ready: boolean;
}

/** Larger than any pid there is. */
const nobodysPid = 2_147_483_646;

/** The Postgres running in `data`, as its lock file and the process table agree. */
export function findPostmaster(data: string): Postmaster | undefined {
  const lines = readLock(data);
  const pid = Number(lines?.[0]);
  if (lines === undefined || !Number.isInteger(pid) || !isPostgresOf(pid, data)) return undefined;
  return { pid, ready: lines[7]?.trim() === "ready" };
}

/**
 * Makes Postgres see that a lock file left behind is stale although its pid is taken, by a zombie or by a
 * stranger. The file stays, with a pid that nobody has: its other lines let Postgres notice that orphaned
 * backends still work on the data.
 */
export function disownStaleLock(data: string): void {
  const lines = readLock(data);
  if (lines === undefined || findPostmaster(data) !== undefined) return;
  writeFileSync(join(data, "postmaster.pid"), [nobodysPid, ...lines.slice(1)].join("\n"));
}

/** Asks the Postgres in `data` to disconnect everybody and stop. True when it is gone within the time. */
export async function stopPostmaster(data: string, pid: number, withinMs: number): Promise<boolean> {
  const before = identityOf(pid);
  signal(pid, "SIGINT");
  const deadline = performance.now() + withinMs;
  while (before !== undefined && identityOf(pid) === before) {
    if (performance.now() > deadline) return false;
    await sleep(10);
  }
  return findPostmaster(data) === undefined;
}

/** Sends a signal to a process that may have ended meanwhile. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function readLock(data: string): string[] | undefined {
  try {
    return readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
