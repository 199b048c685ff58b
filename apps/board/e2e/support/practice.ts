import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildBoardIfStale, root } from "./built-board.ts";

/** The demo practice as `npm start` serves it: its own process, its own Postgres, the built board. */
export interface Practice {
  readonly origin: string;
  stop(): Promise<void>;
}

const GRACE = 20_000;

export async function startPractice(): Promise<Practice> {
  await buildBoardIfStale();
  const dir = mkdtempSync(join(tmpdir(), "corridor-e2e-"));
  // Root's Postgres runs as another user, who must be able to enter.
  chmodSync(dir, 0o755);
  const { DATABASE_URL: _, MIGRATE_DATABASE_URL: __, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    ["--conditions=@corridor/source", join(root, "apps/server/src/main.ts")],
    {
      cwd: root,
      env: {
        ...inherited,
        ...{ CORRIDOR_DEMO: "1", CORRIDOR_DATA_DIR: join(dir, "data"), PORT: "0", LOG_LEVEL: "error" },
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const end = () => child.kill("SIGTERM");
  process.once("exit", end);
  const stop = async () => {
    process.removeListener("exit", end);
    await ended(child);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    return { origin: await originOf(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function originOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (part: Buffer) => {
      said += part.toString();
      const ready = /ready at (http:\S+)/.exec(said);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

/** SIGTERM stops the database too; who does not go by then is ended. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), GRACE);
  await gone;
  clearTimeout(late);
}
