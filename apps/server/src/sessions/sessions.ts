import { createHash, randomBytes } from "node:crypto";
import type { Role } from "@corridor/domain";
import type { Sessions as SessionTable } from "@corridor/store";
import { fromEpochMs } from "@corridor/time";
import type { Viewer } from "./viewer.ts";

export const SESSION_DAYS = 7;
/** How long a node believes what it last read of a session: a sign-out elsewhere is seen within this time. */
const CACHED_MS = 1_000;
const MOST_CACHED = 10_000;

/** Who is signed in. The token is opaque; the ledger knows only its digest, this process the token for a second. */
export class Sessions {
  readonly #table: SessionTable;
  readonly #now: () => number;
  readonly #cache = new Map<string, { readonly until: number; readonly session: Promise<Viewer | null> }>();

  constructor(table: SessionTable, now: () => number = Date.now) {
    this.#table = table;
    this.#now = now;
  }

  /** A new session; returns its token, which is told once and kept nowhere. */
  async start(viewer: Viewer): Promise<string> {
    const token = randomBytes(32).toString("base64url");
    const expiresAt = fromEpochMs(this.#now() + SESSION_DAYS * 86_400_000);
    await this.#table.createSession(digest(token), { ...viewer, expiresAt });
    return token;
  }

  /** Who is behind a token; read from the database once a second at most. */
  find(token: string): Promise<Viewer | null> {
    const now = this.#now();
    const known = this.#cache.get(token);
    if (known && known.until > now) return known.session;
    const session = this.#read(digest(token));
    session.catch(() => this.#cache.delete(token));
    this.#cache.delete(token);
    this.#cache.set(token, { until: now + CACHED_MS, session });
    for (const oldest of this.#cache.keys()) {
      if (this.#cache.size <= MOST_CACHED) break;
      this.#cache.delete(oldest);
    }
    return session;
  }

  async #read(key: string): Promise<Viewer | null> {
    const found = await this.#table.session(key);
    // Only roles that may sign in are ever written there.
    return found && { practice: found.practice, person: found.person, role: found.role as Role };
  }

  async end(token: string): Promise<void> {
    this.#cache.delete(token);
    await this.#table.deleteSession(digest(token));
  }
}

const digest = (token: string): string => createHash("sha256").update(token).digest("base64url");
