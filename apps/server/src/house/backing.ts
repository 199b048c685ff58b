import type { History, Ledger, Rulesets, Tail, Worklist } from "@corridor/engine/ports";
import type { Accounts, PracticeName, Practices, Sessions, Store } from "@corridor/store";

/** All that a server stands on: the engine's ports, who may sign in, and the practices there are. */
export interface Backing {
  readonly ledger: Ledger;
  readonly history: History;
  readonly worklist: Worklist;
  readonly tail: Tail;
  readonly rulesets: Rulesets;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  practices(): Promise<readonly PracticeName[]>;
  /** Keys the names of the practice's sealed texts. */
  secretOf(practice: string): Promise<string>;
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
    practices: () => store.practices(),
    secretOf: (practice) => store.secretOf(practice),
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
