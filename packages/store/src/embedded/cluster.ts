import { execFile } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { identity } from "./account.ts";
import { notStarted } from "./errors.ts";
import { makePrivate, type Place } from "./place.ts";
import { disownStaleLock, findPostmaster } from "./postmaster.ts";
import { ownerRole } from "./roles.ts";
import { plainEnvironment, type Supervised, supervise } from "./supervisor.ts";

const run = promisify(execFile);

const initdbOptions = [
  `--username=${ownerRole}`,
  "--auth=trust", // the socket's directory is the lock on the door
  "--encoding=UTF8",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--no-instructions",
];

const settings = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  fsync: "on",
  full_page_writes: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  // Error texts and failed statements hold patients' data, so the log never gets them.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

/** Creates the database cluster unless it is there. Half a one, left by a crash, is begun anew. */
export async function initialise({ data, bin, account }: Place): Promise<void> {
  if (existsSync(join(data, "PG_VERSION"))) return;
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  makePrivate(unfinished, account);
  const options = { cwd: unfinished, env: plainEnvironment, ...identity(account) };
  try {
    await run(join(bin, "initdb"), [`--pgdata=${unfinished}`, ...initdbOptions], options);
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    throw notStarted("The embedded Postgres could not be set up", (stderr || message).trim().split("\n"));
  }
  renameSync(unfinished, data);
}

/** Starts Postgres and waits until it takes connections; recovery after a crash counts as waiting. */
export async function launch(place: Place, log: (line: string) => void): Promise<Supervised> {
  disownStaleLock(place.data);
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const command = [join(place.bin, "postgres"), "-D", place.data, "-k", place.socketDir, ...flags];
  const server = supervise(command, place.account, place.socketDir, log);
  let over = false;
  void server.ended.then(() => {
    over = true;
  });
  while (findPostmaster(place.data)?.ready !== true) {
    if (over) throw notStarted("The embedded Postgres did not start", server.lastLines);
    await sleep(5);
  }
  return server;
}
