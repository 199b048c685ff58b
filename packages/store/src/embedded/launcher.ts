import { resolve } from "node:path";
import { initialise } from "./cluster.ts";
import { inUse } from "./errors.ts";
import { keepRunning, stopWithinMs } from "./keeper.ts";
import { claim, type Ownership } from "./ownership.ts";
import { type Place, preparePlace, tidy } from "./place.ts";
import { findPostmaster, stopPostmaster } from "./postmaster.ts";
import { appRole, ensureDatabase, ownerRole, socketUrl } from "./roles.ts";

export interface EmbeddedOptions {
  /** Holds the database and all that belongs to it; created when missing. */
  readonly dataDir: string;
  /** Gets what Postgres and its keeper have to say, a line at a time. */
  readonly log?: (line: string) => void;
  /** How long to wait for another process to let go of the directory. */
  readonly patienceMs?: number;
  /** The folder of the binaries, when it is not the npm package's. */
  readonly native?: string;
}

export interface EmbeddedDatabase {
  /** The application's address: `appUrl`. */
  readonly url: string;
  /** For migrations: the role that owns everything. */
  readonly ownerUrl: string;
  /** For the server: a role that owns nothing and is held by row-level security. */
  readonly appUrl: string;
  readonly dataDir: string;
  /** Stops Postgres cleanly and lets go of the directory. May be called more than once. */
  stop(): Promise<void>;
}

const database = "corridor";

/** Starts a private Postgres in `dataDir`, reachable over a unix socket only, that stops when this process does. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log = () => undefined, patienceMs = 5_000, native } = options;
  const place = preparePlace(resolve(options.dataDir), native);
  const ownership = await claim(place.dataDir, patienceMs, log);
  const letGo = () => {
    tidy(place);
    ownership.release();
  };
  try {
    await clearLeftover(place, ownership);
    await initialise(place);
    const keeper = await keepRunning(place, log);
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= keeper.stop().finally(letGo));
    try {
      await ensureDatabase(place.socketDir, database);
    } catch (error) {
      await stop();
      throw error;
    }
    const appUrl = socketUrl(place.socketDir, appRole, database);
    const ownerUrl = socketUrl(place.socketDir, ownerRole, database);
    return { url: appUrl, ownerUrl, appUrl, dataDir: place.dataDir, stop };
  } catch (error) {
    ownership.release();
    throw error;
  }
}

/**
 * A Postgres whose Corridor was killed is stopping, or has lost its supervisor too: it is waited for. One that
 * nobody of us started (somebody repairs the database by hand) is left alone.
 */
async function clearLeftover(place: Place, ownership: Ownership): Promise<void> {
  const left = findPostmaster(place.data);
  if (left === undefined) return;
  const gone = ownership.inherited && (await stopPostmaster(place.data, left.pid, stopWithinMs));
  if (!gone) throw inUse(place.dataDir, left.pid, "a Postgres");
}
