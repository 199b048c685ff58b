import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, onTestFinished } from "vitest";
import { locateBinaries } from "../embedded/binaries.ts";
import { type EmbeddedOptions, startEmbedded } from "../embedded/index.ts";
import { findPostmaster, signal } from "../embedded/postmaster.ts";
import { identityOf } from "../embedded/process-identity.ts";

export const isRoot = process.getuid?.() === 0;

/** A directory of this test's own, with a Postgres left in it stopped and everything removed at the end. */
export function scratchDir(mode = 0o711): string {
  const directory = mkdtempSync(join(tmpdir(), "corridor-embedded-"));
  chmodSync(directory, mode);
  onTestFinished(async () => {
    const left = findPostmaster(join(directory, "data"));
    if (left !== undefined) signal(left.pid, "SIGQUIT");
    await eventually(() => findPostmaster(join(directory, "data")) === undefined);
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });
  return directory;
}

let seed: Promise<string> | undefined;
afterAll(async () => {
  if (seed !== undefined) rmSync(await seed, { recursive: true, force: true });
});

/** A directory of this test's own with a fresh database in it: a copy, much quicker than setting one up. */
export async function seededDir(): Promise<string> {
  seed ??= makeSeed();
  const directory = scratchDir();
  execFileSync("cp", ["-a", join(await seed, "data"), directory]);
  return directory;
}

async function makeSeed(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "corridor-seed-"));
  chmodSync(directory, 0o711);
  await (await startEmbedded({ dataDir: directory })).stop();
  return directory;
}

/** An embedded Postgres in this process, stopped at the end of the test. */
export async function embedded(options: EmbeddedOptions) {
  const database = await startEmbedded({ patienceMs: 200, ...options });
  onTestFinished(() => database.stop());
  return database;
}

/** What the package manager leaves when it runs no install scripts: the binaries without their symlinks. */
export function bareInstall(home: string): string {
  const native = locateBinaries();
  cpSync(join(native, "..", "package.json"), join(home, "package.json"));
  cpSync(native, join(home, "native"), {
    recursive: true,
    filter: (source) => !linkTargets(native).includes(source),
  });
  return join(home, "native");
}

function linkTargets(native: string): string[] {
  const list = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as { target: string }[];
  return list.map(({ target }) => join(native, "..", target));
}

export interface Holder {
  readonly child: ChildProcess;
  readonly pid: number;
  /** What it said first: its address, or why it has none. */
  readonly said: { readonly ownerUrl?: string; readonly code?: string; readonly message?: string };
}

/** A Node process of its own that starts an embedded Postgres and holds it. */
export async function holder(args: string[], as: { uid?: number; gid?: number } = {}): Promise<Holder> {
  const script = join(import.meta.dirname, "hold-embedded.ts");
  const node = ["--conditions=@corridor/source", script, ...args];
  const child = spawn(process.execPath, node, { cwd: "/", stdio: ["ignore", "pipe", "inherit"], ...as });
  let said: Holder["said"] = {};
  onTestFinished(async () => {
    if (child.exitCode === null) child.kill("SIGKILL");
    if (said.ownerUrl === undefined) return;
    await eventually(() => findPostmaster(join(args[0] ?? "", "data")) === undefined);
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  said = JSON.parse(line) as Holder["said"];
  return { child, pid: child.pid ?? 0, said };
}

/** Runs one statement on a connection of its own. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Waits until it is so; throws after twenty seconds. */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error("It did not become so within twenty seconds");
    await sleep(10);
  }
}

/** Kills a process without a chance to say anything, and waits until it is gone. */
export async function killHard(pid: number): Promise<void> {
  signal(pid, "SIGKILL");
  await eventually(() => identityOf(pid) === undefined);
}

/** The processes of a group: a supervisor, its watchers and its Postgres. */
export function groupOf(pid: number): number[] {
  const group = groupIdOf(pid);
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids.filter((other) => groupIdOf(other) === group);
}

function groupIdOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2];
  } catch {
    return undefined;
  }
}
