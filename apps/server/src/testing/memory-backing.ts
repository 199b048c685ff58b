import type { Instant } from "@corridor/domain";
import { MemoryStore } from "@corridor/engine/memory";
import type { Account, Accounts, Practices, Session, Sessions } from "@corridor/store";
import { type Backing, backingOf } from "../house/backing.ts";

/** The memory store with accounts, sessions and practices beside: a whole backing without a database. */
export class MemoryBacking extends MemoryStore implements Accounts, Sessions, Practices {
  readonly #accounts = new Map<string, Account>();
  readonly #sessions = new Map<string, Session>();
  readonly #practices = new Map<string, string>();
  readonly #clock: () => Instant;

  constructor(clock: () => Instant = () => new Date().toISOString()) {
    super(clock);
    this.#clock = clock;
  }

  async createAccount(account: Parameters<Accounts["createAccount"]>[0]) {
    const email = account.email.trim().toLowerCase();
    if (this.#accounts.has(email)) return false;
    this.#accounts.set(email, { ...account, email, active: true, createdAt: this.#clock() });
    return true;
  }

  async findAccount(email: string) {
    return this.#accounts.get(email.trim().toLowerCase()) ?? null;
  }

  async listAccounts(practice: string) {
    return [...this.#accounts.values()].filter((account) => account.practice === practice);
  }

  async changeAccount(_practice: string, email: string, change: Parameters<Accounts["changeAccount"]>[2]) {
    const account = this.#accounts.get(email);
    if (account) this.#accounts.set(email, { ...account, ...change });
    return account !== undefined;
  }

  async createSession(tokenHash: string, session: Session) {
    this.#sessions.set(tokenHash, session);
  }

  async session(tokenHash: string) {
    const session = this.#sessions.get(tokenHash);
    return session && session.expiresAt > this.#clock() ? session : null;
  }

  async deleteSession(tokenHash: string) {
    this.#sessions.delete(tokenHash);
  }

  async endSessions(practice: string, person: string) {
    for (const [hash, session] of this.#sessions)
      if (session.practice === practice && session.person === person) this.#sessions.delete(hash);
  }

  async sweepSessions(practice: string) {
    for (const [hash, session] of this.#sessions)
      if (session.practice === practice && session.expiresAt <= this.#clock()) this.#sessions.delete(hash);
  }

  /** How many sessions are kept, expired ones too. */
  get sessionCount(): number {
    return this.#sessions.size;
  }

  async practices() {
    return [...this.#practices].map(([id, name]) => ({ id, name }));
  }

  async secretOf(practice: string) {
    return `secret of ${practice}`;
  }

  async createPractice(id: string, name: string) {
    if (this.#practices.has(id)) return false;
    this.#practices.set(id, name);
    return true;
  }
}

export const memoryBacking = (clock?: () => Instant): Backing => backingOf(new MemoryBacking(clock));
