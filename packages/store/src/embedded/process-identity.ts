import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync } from "node:fs";

const onLinux = process.platform === "linux";

/**
 * What tells a process from the next one that gets its pid: when it was started. Undefined when nobody alive
 * has the pid. `kill(pid, 0)` would not do: it calls zombies and recycled pids alive.
 */
export function identityOf(pid: number): string | undefined {
  try {
    if (!onLinux) return ps(pid, "lstart=") || undefined;
    // The name in parentheses may hold spaces and parentheses, so fields are counted from its end.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** Whether the process is a Postgres that works in the directory `data`. */
export function isPostgresOf(pid: number, data: string): boolean {
  try {
    const command = onLinux ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : ps(pid, "command=");
    if (!command.includes("postgres")) return false;
  } catch {
    return false;
  }
  if (!onLinux) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    // Another user's Postgres hides where it works. Taking it for ours at worst refuses to start.
    return true;
  }
}

function ps(pid: number, column: string): string {
  return execFileSync("ps", ["-o", column, "-p", String(pid)], {
    encoding: "utf8",
    env: { LC_ALL: "C" },
  }).trim();
}
