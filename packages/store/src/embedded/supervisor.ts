import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type Account, identity } from "./account.ts";

/**
 * Runs a program and interrupts it as soon as our end of the pipe closes. We hold that end as long as we live,
 * so Postgres stops cleanly even when we are killed without a chance to say so.
 */
const script = `
"$@" & program=$!
exec 3<&0
( cat <&3 >/dev/null; kill -INT $program 2>/dev/null ) & watcher=$!
wait $program; code=$?
kill $watcher 2>/dev/null
exit $code
`;

/** Nothing of ours leaks in: PGDATA, PGPORT and locales would change what Postgres does. */
export const plainEnvironment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

export interface Supervised {
  /** Resolves with the exit code once the supervisor has ended. */
  readonly ended: Promise<number | null>;
  /** The last lines the program wrote. */
  readonly lastLines: readonly string[];
  /** Closes the pipe, which interrupts the program. */
  letGo(): void;
  /** Keeps this process alive until the supervisor has ended; until then it never does. */
  hold(): void;
}

/** Starts `command` as `account` under a supervisor that outlives us just long enough to stop it. */
export function supervise(
  command: readonly string[],
  account: Account,
  cwd: string,
  log: (line: string) => void,
): Supervised {
  const child = spawn("/bin/sh", ["-c", script, "corridor-supervisor", ...command], {
    cwd,
    detached: true, // so that Ctrl-C in the terminal reaches us and not Postgres
    env: plainEnvironment,
    stdio: ["pipe", "ignore", "pipe"],
    ...identity(account),
  });
  const lastLines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    lastLines.push(line);
    if (lastLines.length > 20) lastLines.shift();
    log(line);
  });
  child.stdin.on("error", () => undefined);
  const ended = new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      lastLines.push(error.message);
      resolve(null);
    });
    child.once("exit", resolve);
  });
  for (const handle of handlesOf(child)) handle?.unref?.();
  return { ended, lastLines, letGo: () => child.stdin.destroy(), hold: () => child.ref() };
}

/** Sockets can be unreferenced too, which their stream types do not say. */
function handlesOf(child: ChildProcess): Array<{ unref?: () => unknown } | null> {
  return [child, child.stdin, child.stderr] as Array<{ unref?: () => unknown } | null>;
}
