/** Why the embedded database could not be had. The message is a sentence for the person at the terminal. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = "EmbeddedDatabaseError";
  readonly code: EmbeddedFault;

  constructor(code: EmbeddedFault, message: string) {
    super(message);
    this.code = code;
  }
}

export type EmbeddedFault =
  | "no-binaries"
  | "no-account"
  | "unreachable"
  | "foreign-data"
  | "other-version"
  | "in-use"
  | "not-started";

const elsewhere = "set DATABASE_URL to a Postgres of your own";

export function noBinaries(platform: string, detail: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    "no-binaries",
    `There is no embedded Postgres that runs on this machine (${platform}: ${detail}). Please ${elsewhere}.`,
  );
}

export function noAccount(detail: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    "no-account",
    `The embedded Postgres has no user to run as: ${detail}. Start Corridor as an ordinary user, or ${elsewhere}.`,
  );
}

export function unreachable(dataDir: string, account: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    "unreachable",
    `Postgres refuses to run as root, so it runs as "${account}", who cannot enter ${dataDir}. ` +
      `Set CORRIDOR_DATA_DIR to a directory that other users can reach, such as /var/lib/corridor.`,
  );
}

export function foreignData(data: string, owner: number): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    "foreign-data",
    `The database in ${data} belongs to another user (uid ${owner}). Start Corridor as the user who created ` +
      `it, or set CORRIDOR_DATA_DIR to a directory of your own.`,
  );
}

export function otherVersion(data: string, found: string, ours: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    "other-version",
    `The database in ${data} was made by Postgres ${found}, and this is Postgres ${ours}. Export it with the ` +
      `version of Corridor that made it, or set CORRIDOR_DATA_DIR to a new directory.`,
  );
}

export function inUse(dataDir: string, pid: number, holder: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    "in-use",
    `The data directory ${dataDir} is in use by ${holder} with process id ${pid}. Stop it (kill ${pid}), or set ` +
      `CORRIDOR_DATA_DIR to another directory for a second one.`,
  );
}

export function notStarted(what: string, lines: readonly string[]): EmbeddedDatabaseError {
  const said = lines.length === 0 ? "It said nothing." : `It said:\n  ${lines.join("\n  ")}`;
  return new EmbeddedDatabaseError("not-started", `${what}. ${said}`);
}
