import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { noAccount } from "./errors.ts";

/** The user Postgres runs as. `switched` says that it is not the user we are. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly switched: boolean;
}

/** Users without rights of their own, most fitting first. */
const unprivileged = ["nobody", "daemon", "www-data"];

/**
 * Whom to run Postgres as. It refuses root, so root lends it an existing user: the one who owns the database
 * that is already there, else one without rights. Everybody else runs it themselves.
 */
export function chooseAccount(data: string): Account {
  if (process.getuid?.() !== 0) return ourselves();
  const users = readUsers();
  const owner = statSync(data, { throwIfNoEntry: false })?.uid;
  const wanted = [users.find((user) => user.uid === owner && owner !== 0)].concat(
    unprivileged.map((name) => users.find((user) => user.name === name)),
  );
  // In some containers these users exist but may not be become, so each is tried.
  const found = wanted.find((user) => user !== undefined && runsAs(user, ["-c", ":"]));
  if (found === undefined) throw noAccount(`root may become none of ${unprivileged.join(", ")}`);
  return found;
}

/** Whether `account` can enter the directory. Asked of the system itself, so that ACLs and mounts count too. */
export function canEnter(account: Account, directory: string): boolean {
  return runsAs(account, ["-c", 'cd "$1"', "sh", directory]);
}

/** The spawn options that run a program as `account`. */
export function identity(account: Account): { uid: number; gid: number } | Record<string, never> {
  return account.switched ? { uid: account.uid, gid: account.gid } : {};
}

function ourselves(): Account {
  try {
    const { username, uid, gid } = userInfo();
    return { name: username, uid, gid, switched: false };
  } catch {
    // Postgres looks its own user up and gives up when there is none.
    throw noAccount(`user id ${process.getuid?.()} has no entry in /etc/passwd`);
  }
}

function readUsers(): Account[] {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    if (name === undefined || uid === undefined || gid === undefined) return [];
    return [{ name, uid: Number(uid), gid: Number(gid), switched: true }];
  });
}

function runsAs(account: Account, args: string[]): boolean {
  return spawnSync("/bin/sh", args, { cwd: "/", stdio: "ignore", ...identity(account) }).status === 0;
}
