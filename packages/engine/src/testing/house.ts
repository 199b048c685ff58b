import type { Actor, Command, Instant, Subject } from "@corridor/domain";
import type { Ruleset } from "@corridor/rules";
import { type Authority, type Commit, createAuthority, type Executed } from "../authority/authority.ts";
import { MemoryStore } from "../memory/memory-store.ts";
import { sha256Hex } from "../step/effect-key.ts";
import { rulebook } from "./rulebook.ts";

export const ana: Actor = { kind: "user", id: "ana", role: "front_desk" };

/** A whole small practice in memory on a virtual clock: `p`, with the ruleset active and one patient, `pat`. */
export interface House {
  readonly store: MemoryStore;
  readonly authority: Authority;
  readonly commits: Commit[];
  rulesetOf(hash: string): Promise<Ruleset>;
  at(now: Instant): void;
  /** Asks something of a card as Ana. */
  ask(
    card: string,
    command: Command,
    options?: { id?: string; expected?: number; actor?: Actor; keyed?: boolean },
  ): Promise<Executed>;
  on(subject: Subject, command: Command, actor?: Actor): Promise<Executed>;
}

export async function openHouse(ruleset: Ruleset = rulebook()): Promise<House> {
  let now: Instant = "2026-11-02T14:00:00.000Z";
  let asked = 0;
  const store = new MemoryStore(() => now);
  const commits: Commit[] = [];
  const authority = createAuthority({
    ledger: store,
    rulesetOf: async () => ruleset,
    activeRuleset: async () => ruleset,
    fingerprint: (practice, text) => sha256Hex(`${practice}|${text}`).slice(0, 24),
    tzdata: "test",
    committed: (commit) => commits.push(commit),
  });
  const house: House = {
    store,
    authority,
    commits,
    rulesetOf: async () => ruleset,
    at: (instant) => {
      now = instant;
    },
    ask: (card, command, { id, expected, actor = ana, keyed = false } = {}) => {
      asked += 1;
      const subject = { kind: "card" as const, id: card };
      const seen = expected === undefined ? {} : { expected };
      return authority.execute("p", {
        id: id ?? `in${asked}`,
        subject,
        actor,
        ask: { command },
        keyed,
        ...seen,
      });
    },
    on: (subject, command, actor = ana) => {
      asked += 1;
      return authority.execute("p", { id: `in${asked}`, subject, actor, ask: { command } });
    },
  };
  await store.keep("p", ruleset.hash, {});
  await house.on({ kind: "practice", id: "p" }, { type: "ruleset.activate", hash: ruleset.hash });
  await house.on({ kind: "patient", id: "pat" }, { type: "patient.create", fields: { first_name: "Rosa" } });
  return house;
}

/** A new card of that patient, in intake. */
export async function newCard(house: House, card: string): Promise<void> {
  const made = await house.ask(card, {
    type: "create",
    card: "visit",
    location: "main",
    patient: "pat",
    fields: {},
  });
  if (!made.ok) throw new Error(made.because);
}
