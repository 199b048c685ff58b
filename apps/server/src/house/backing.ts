import { createHash } from "node:crypto";
import type { History, Ledger, Rulesets, Tail, Worklist } from "@corridor/engine/ports";
import type { Accounts, Practices, Sessions, Store } from "@corridor/store";

/** A practice as its node needs to know it. `secret` names sealed texts and never leaves the process. */
export interface PracticeRow {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
}

/** All that a server stands on: the engine's ports, who may sign in, and the practices there are. */
export interface Backing {
  readonly ledger: Ledger;
  readonly history: History;
  readonly worklist: Worklist;
  readonly tail: Tail;
  readonly rulesets: Rulesets;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  practices(): Promise<readonly PracticeRow[]>;
  createPractice(id: string, name: string): Promise<boolean>;
  /** Whether the database answers; that its schema is up to date was made sure of when it was opened. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** Postgres, and the memory store in tests, offer all ports as one. */
export type AllPorts = Ledger & History & Worklist & Tail & Rulesets & Accounts & Sessions & Practices;

export function backingOf(store: AllPorts | Store): Backing {
  return {
    ...{
      ledger: store,
      history: store,
      worklist: store,
      tail: store,
      rulesets: store,
      accounts: store,
      sessions: store,
    },
    practices: async () =>
      (await store.practices()).map(({ id, name }) => ({ id, name, secret: secretOf(id) })),
    createPractice: (id, name) => store.createPractice(id, name),
    ready: () =>
      store.now().then(
        () => true,
        () => false,
      ),
    close: async () => {
      if ("close" in store) await store.close();
    },
  };
}

/** Stands in until the store keeps a random secret beside each practice: pointers must not change afterwards. */
const secretOf = (practice: string): string =>
  createHash("sha256").update(`corridor/${practice}`).digest("hex");
