import type { Instant } from "@corridor/domain";
import { and, eq } from "drizzle-orm";
import type { ClientBase } from "pg";
import type { Database } from "./connection/database.ts";
import { queries } from "./connection/query.ts";
import { account as accounts } from "./schema.ts";

export interface Account {
  readonly practice: string;
  readonly email: string;
  readonly person: string;
  readonly role: string;
  readonly passwordHash: string;
  readonly active: boolean;
  readonly createdAt: Instant;
}

export type NewAccount = Omit<Account, "active" | "createdAt">;

/** Who may sign in. An address belongs to one account of one practice. */
export interface Accounts {
  /** False when the address is taken, here or at another practice. */
  createAccount(account: NewAccount): Promise<boolean>;
  /** Found by the address alone, in any writing: before sign-in no practice is known. */
  findAccount(email: string): Promise<Account | null>;
  listAccounts(practice: string): Promise<readonly Account[]>;
  /** A new password, another role, or the door closed. False when there is no such account. */
  changeAccount(practice: string, email: string, change: AccountChange): Promise<boolean>;
}

export interface AccountChange {
  readonly passwordHash?: string;
  readonly role?: string;
  readonly active?: boolean;
}

/** Addresses are compared without regard to case. */
const addressed = (email: string): string => email.trim().toLowerCase();

export function createAccounts(database: Database): Accounts {
  return {
    createAccount: (account) =>
      database.write(account.practice, async (client, { now }) => {
        const { practice, person, role, passwordHash: password_hash } = account;
        const row = {
          practice,
          email: addressed(account.email),
          person,
          role,
          password_hash,
          created_at: now,
        };
        const { rowCount } = await queries(client).insert(accounts).values(row).onConflictDoNothing();
        return rowCount === 1;
      }),
    findAccount: (email) =>
      database.named("email", addressed(email), (client) => byEmail(client, addressed(email))),
    listAccounts: (practice) =>
      database.read(practice, async (client) => {
        const rows = await queries(client)
          .select()
          .from(accounts)
          .where(eq(accounts.practice, practice))
          .orderBy(accounts.email);
        return rows.map(toAccount);
      }),
    changeAccount: (practice, email, { passwordHash, role, active }) =>
      database.write(practice, async (client) => {
        const change = {
          ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
          ...(role === undefined ? {} : { role }),
          ...(active === undefined ? {} : { active }),
        };
        const { rowCount } = await queries(client)
          .update(accounts)
          .set(change)
          .where(and(eq(accounts.practice, practice), eq(accounts.email, addressed(email))));
        return rowCount === 1;
      }),
  };
}

async function byEmail(client: ClientBase, email: string): Promise<Account | null> {
  const [row] = await queries(client).select().from(accounts).where(eq(accounts.email, email));
  return row ? toAccount(row) : null;
}

function toAccount(row: typeof accounts.$inferSelect): Account {
  const { practice, email, person, role, password_hash, active, created_at } = row;
  return { practice, email, person, role, passwordHash: password_hash, active, createdAt: created_at };
}
