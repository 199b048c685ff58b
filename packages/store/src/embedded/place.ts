import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Account, canEnter, chooseAccount } from "./account.ts";
import { locateBinaries, prepareBinaries } from "./binaries.ts";
import { foreignData, otherVersion, unreachable } from "./errors.ts";

/** Everything about where and as whom one embedded Postgres runs. */
export interface Place {
  readonly dataDir: string;
  /** Postgres' own directory, below `dataDir`. */
  readonly data: string;
  readonly socketDir: string;
  readonly bin: string;
  readonly account: Account;
}

/** The Postgres version whose data the binaries read. */
const ourMajor = "18";

/** Makes the directories and finds the binaries, or says what stands in the way. */
export function preparePlace(dataDir: string, native = locateBinaries()): Place {
  const data = join(dataDir, "data");
  const account = chooseAccount(data);
  makeReachable(dataDir, account);
  if (!canEnter(account, dataDir)) throw unreachable(dataDir, account.name);
  const owner = statSync(data, { throwIfNoEntry: false })?.uid;
  if (owner !== undefined && owner !== account.uid) throw foreignData(data, owner);
  refuseOtherVersion(data);
  const bin = join(prepareBinaries(native, dataDir, account), "bin");
  const socketDir = socketDirFor(dataDir);
  makePrivate(socketDir, account);
  return { dataDir, data, socketDir, bin, account };
}

/** Makes a directory only the account can enter, or insists that an existing one is such. */
export function makePrivate(directory: string, account: Account): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const found = lstatSync(directory);
  // In a shared place like /tmp somebody else may have put a directory or a symlink there first.
  const ours = found.uid === account.uid || found.uid === process.getuid?.();
  if (!found.isDirectory() || !ours) throw foreignData(directory, found.uid);
  if (account.switched) chownSync(directory, account.uid, account.gid);
  chmodSync(directory, 0o700);
}

/** The path of a unix socket has at most 107 bytes, and Postgres splits the setting at commas. */
function socketDirFor(dataDir: string): string {
  const near = join(dataDir, "socket");
  if (Buffer.byteLength(join(near, ".s.PGSQL.5432")) <= 100 && !/[,"]/.test(near)) return near;
  return join("/tmp", `corridor-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`);
}

/** Takes a socket directory outside of the data directory away again; the next start makes it anew. */
export function tidy(place: Place): void {
  if (dirname(place.socketDir) !== place.dataDir) rmSync(place.socketDir, { recursive: true, force: true });
}

/** Creates the directory; what was created for another user's Postgres must let that user through. */
function makeReachable(dataDir: string, account: Account): void {
  const first = mkdirSync(dataDir, { recursive: true, mode: account.switched ? 0o711 : 0o700 });
  if (first === undefined || !account.switched) return;
  for (let path = dataDir; path.length >= first.length; path = dirname(path)) chmodSync(path, 0o711);
}

function refuseOtherVersion(data: string): void {
  if (statSync(join(data, "PG_VERSION"), { throwIfNoEntry: false }) === undefined) return;
  const found = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (found !== ourMajor) throw otherVersion(data, found, ourMajor);
}
