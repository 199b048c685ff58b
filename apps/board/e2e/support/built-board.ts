import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

export const root = resolve(import.meta.dirname, "../../../..");

const SOURCES = ["apps/board/src", "apps/board/public", "apps/board/index.html", "apps/board/vite.config.ts"];
const PACKAGES = ["client", "domain", "protocol", "rules"].map((name) => `packages/${name}/src`);

/** The server serves apps/board/dist: it is built where it is missing or older than what it is made of. */
export async function buildBoardIfStale(): Promise<void> {
  const built = join(root, "apps/board/dist/index.html");
  const newest = Math.max(...[...SOURCES, ...PACKAGES].map((path) => youngestIn(join(root, path))));
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  await promisify(execFile)(process.execPath, [vite, "build", "--logLevel", "warn", "apps/board"], {
    cwd: root,
  });
}

function youngestIn(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .reduce((newest, entry) => Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}
