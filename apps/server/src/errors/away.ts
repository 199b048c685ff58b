import { LedgerConflict } from "@corridor/engine/ports";

/**
 * Codes of Postgres (connection lost, shutting down, no connection or no disk left, read-only, waited too long) and of
 * the network below it.
 */
const CODES = /^(08\w{3}|57P0\w|53[123]00|25006|57014|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
/** What the driver says without a code. None of it holds a value. */
const SAYINGS =
  /^(Connection terminated|Cannot use a pool after|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** Whether an error says that the database is away or too busy for the moment: the same request may do well later. */
export function isAway(error: unknown): boolean {
  for (let one = error, n = 0; one instanceof Error && n < 5; one = one.cause, n += 1) {
    if (one instanceof LedgerConflict || SAYINGS.test(one.message)) return true;
    if (!("code" in one) || typeof one.code !== "string") continue;
    // A socket that is not there, not any file.
    if (one.code === "ENOENT" ? "syscall" in one && one.syscall === "connect" : CODES.test(one.code))
      return true;
  }
  return false;
}
