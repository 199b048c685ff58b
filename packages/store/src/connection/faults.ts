import pg from "pg";

/** The five letters of a database error, or undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** Two transactions got in each other's way; the same work, run again, will do. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01";
}

/**
 * Whether the server has said that this connection is of no more use: the network or the server is failing (08,
 * 57P0*), it has become a standby (25006), or it says nothing at all.
 */
export function spoils(error: unknown): boolean {
  const state = sqlState(error) ?? "";
  if (error instanceof Error && error.message === "Query read timeout") return true;
  return state.startsWith("08") || state.startsWith("57P0") || state === "25006";
}
