import { rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultDataDir, EmbeddedDatabaseError, startEmbedded } from "@corridor/store/embedded";
import { type Env, projectRoot } from "../env.ts";

export interface Addresses {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Lets go of the database; stops it where this process started it. */
  readonly stop: () => Promise<void>;
}

/** Names the addresses of the embedded database while a process holds it, so that a second one can connect. */
const NOTE = "connect.json";

/**
 * The database's addresses: those of the environment, else the embedded one's. Where another process has that
 * running (the server, while somebody uses the command line) it is shared, not refused.
 */
export async function findDatabase(
  env: Env,
  options: { readonly share: boolean; readonly log: (line: string) => void },
): Promise<Addresses> {
  const { databaseUrl, migrateDatabaseUrl } = env;
  if (databaseUrl !== null)
    return { appUrl: databaseUrl, ownerUrl: migrateDatabaseUrl ?? databaseUrl, stop: async () => undefined };
  const dataDir = defaultDataDir(projectRoot, env.dataDir ?? undefined);
  const note = join(dataDir, NOTE);
  if (options.share) {
    const running = await noted(note);
    if (running) return running;
  }
  const patience = options.share ? { patienceMs: 500 } : {};
  try {
    const database = await startEmbedded({ dataDir, log: options.log, ...patience });
    const { appUrl, ownerUrl } = database;
    writeFileSync(note, JSON.stringify({ pid: process.pid, appUrl, ownerUrl }), { mode: 0o600 });
    const stop = async () => {
      rmSync(note, { force: true });
      await database.stop();
    };
    return { appUrl, ownerUrl, stop };
  } catch (error) {
    const taken = error instanceof EmbeddedDatabaseError && error.code === "in-use";
    const running = taken && options.share ? await noted(note) : null;
    if (running) return running;
    throw error;
  }
}

/** The addresses a living process wrote down; null when it has ended without taking them away. */
async function noted(note: string): Promise<Addresses | null> {
  try {
    const { pid, appUrl, ownerUrl } = JSON.parse(await readFile(note, "utf8")) as {
      pid: number;
      appUrl: string;
      ownerUrl: string;
    };
    process.kill(pid, 0);
    return { appUrl, ownerUrl, stop: async () => undefined };
  } catch {
    return null;
  }
}
