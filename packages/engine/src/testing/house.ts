import {
  type Actor,
  type Command,
  type Instant,
  must,
  type Subject,
  type SubjectKind,
} from "@corridor/domain";
import type { Ruleset } from "@corridor/rules";
import { type Authority, type Commit, createAuthority, type Executed } from "../authority/authority.ts";
import { MemoryStore } from "../memory/memory-store.ts";
import { sha256Hex } from "../step/effect-key.ts";
import { rulebook } from "./rulebook.ts";

export const ana: Actor = { kind: "user", id: "ana", role: "front_desk" };

/** A store that can lose a row, as a careless hand in the database would. */
class FragileStore extends MemoryStore {
  readonly #lost = new Set<string>();

  lose(practice: string, subject: string): void {
    this.#lost.add(`${practice}/${subject}`);
  }

  override async cards(practice: string) {
    return (await super.cards(practice)).filter(({ card }) => !this.#lost.has(`${practice}/card/${card.id}`));
  }

  override async records(practice: string, kind: Exclude<SubjectKind, "card">) {
    return (await super.records(practice, kind)).filter(
      ({ id }) => !this.#lost.has(`${practice}/${kind}/${id}`),
    );
  }
}

/** A whole small practice in memory on a virtual clock: `p`, with the ruleset active and one patient, `pat`. */
export interface House {
  readonly store: FragileStore;
  readonly authority: Authority;
  readonly commits: Commit[];
  rulesetOf(hash: string): Promise<Ruleset>;
  activate(ruleset: Ruleset): Promise<void>;
  at(now: Instant): void;
  /** Another process takes over: it knows what the store knows. It may have other time zone data. */
  restart(tzdata?: string): void;
  /** Version of the time zone data in use. */
  readonly tzdata: string;
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
  const store = new FragileStore(() => now);
  const rulesets = new Map([[ruleset.hash, ruleset]]);
  let active = ruleset;
  const rulesetOf = async (hash: string) => must(rulesets.get(hash), "a ruleset of this house");
  const commits: Commit[] = [];
  let tzdata = "2026a";
  const started = () =>
    createAuthority({
      ledger: store,
      rulesetOf: (_practice, hash) => rulesetOf(hash),
      activeRuleset: async () => active,
      fingerprint: (practice, text) => sha256Hex(`${practice}|${text}`).slice(0, 24),
      tzdata,
      committed: (commit) => commits.push(commit),
    });
  let authority = started();
  const house: House = {
    store,
    get authority() {
      return authority;
    },
    get tzdata() {
      return tzdata;
    },
    restart: (newer = tzdata) => {
      tzdata = newer;
      authority = started();
    },
    commits,
    rulesetOf,
    activate: async (next) => {
      rulesets.set(next.hash, next);
      active = next;
      await store.keep("p", next.hash, {});
      await house.on({ kind: "practice", id: "p" }, { type: "ruleset.activate", hash: next.hash });
    },
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
  await house.activate(ruleset);
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
