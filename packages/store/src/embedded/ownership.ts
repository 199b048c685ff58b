import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inUse } from "./errors.ts";
import { identityOf } from "./process-identity.ts";

/** The claim of this process on a data directory. */
export interface Ownership {
  /** Whether a process that is no more held it last, and may have left a Postgres behind. */
  readonly inherited: boolean;
  release(): void;
}

/** Claims the data directory for this process; waits a little for a holder that is just stopping. */
export async function claim(
  dataDir: string,
  patienceMs: number,
  log: (line: string) => void,
): Promise<Ownership> {
  const file = join(dataDir, "owner.json");
  const mine = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) });
  const deadline = performance.now() + patienceMs;
  let inherited = false;
  for (let told = false; ; ) {
    if (create(file, mine)) return { inherited, release: () => release(file, mine) };
    const holder = readHolder(file);
    if (holder === undefined || identityOf(holder.pid) !== holder.identity) {
      inherited = true;
      rmSync(file, { force: true });
      continue;
    }
    if (performance.now() > deadline) throw inUse(dataDir, holder.pid, "another Corridor");
    if (!told) log(`waiting for process ${holder.pid} to let go of ${dataDir}`);
    told = true;
    await sleep(50);
  }
}

interface Holder {
  readonly pid: number;
  readonly identity: string | undefined;
}

/** Undefined also for a file cut short: its writer died before it had anything to protect. */
function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function release(file: string, mine: string): void {
  const current = readHolder(file);
  if (current !== undefined && JSON.stringify(current) === mine) rmSync(file, { force: true });
}
