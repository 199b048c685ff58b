import type { Instant } from "@corridor/domain";
import { and, eq, gt, lte } from "drizzle-orm";
import type { Database } from "./connection/database.ts";
import { queries } from "./connection/query.ts";
import { session as sessions } from "./schema.ts";

export interface Session {
  readonly practice: string;
  readonly person: string;
  readonly role: string;
  readonly expiresAt: Instant;
}

/** Who is signed in. Known by the digest of a token; the token itself is in the cookie alone. */
export interface Sessions {
  createSession(tokenHash: string, session: Session): Promise<void>;
  /** Null when there is none or it has expired. Found by the token alone. */
  session(tokenHash: string): Promise<Session | null>;
  deleteSession(tokenHash: string): Promise<void>;
  /** Signs a person out everywhere. */
  endSessions(practice: string, person: string): Promise<void>;
  /** Removes what has expired. */
  sweepSessions(practice: string): Promise<void>;
}

export function createSessions(database: Database): Sessions {
  return {
    createSession: (tokenHash, { practice, person, role, expiresAt }) =>
      database.write(practice, async (client, { now }) => {
        const row = { practice, person, role, token_hash: tokenHash, created_at: now, expires_at: expiresAt };
        await queries(client).insert(sessions).values(row);
      }),
    session: (tokenHash) =>
      database.named("token", tokenHash, async (client, now) => {
        const [row] = await queries(client)
          .select()
          .from(sessions)
          .where(and(eq(sessions.token_hash, tokenHash), gt(sessions.expires_at, now)));
        return row
          ? { practice: row.practice, person: row.person, role: row.role, expiresAt: row.expires_at }
          : null;
      }),
    deleteSession: (tokenHash) =>
      database.named("token", tokenHash, async (client) => {
        await queries(client).delete(sessions).where(eq(sessions.token_hash, tokenHash));
      }),
    endSessions: (practice, person) =>
      database.write(practice, async (client) => {
        await queries(client)
          .delete(sessions)
          .where(and(eq(sessions.practice, practice), eq(sessions.person, person)));
      }),
    sweepSessions: (practice) =>
      database.write(practice, async (client, { now }) => {
        await queries(client)
          .delete(sessions)
          .where(and(eq(sessions.practice, practice), lte(sessions.expires_at, now)));
      }),
  };
}
