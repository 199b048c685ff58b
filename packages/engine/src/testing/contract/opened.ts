import type { History, Ledger, Rulesets, Worklist } from "../../ports/index.ts";

/** What the contract is held against. */
export interface Opened {
  readonly ledger: Ledger;
  readonly history: History;
  readonly worklist: Worklist;
  readonly rulesets: Rulesets;
  /** Where a practice must be made before it is used. */
  readonly createPractice?: (id: string, name: string) => Promise<unknown>;
  close(): Promise<void>;
}

/** Hands a part of the contract a store and, for each test, a practice nobody has used. */
export interface Bench {
  readonly store: Opened;
  practice(): Promise<string>;
}

export type Part = (bench: () => Bench) => void;
