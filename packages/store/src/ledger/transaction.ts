import { type FactKey, must, type Subject, subjectKey } from "@corridor/domain";
import type { Decision, State, Transaction } from "@corridor/engine/ports";
import type { Open } from "../connection/database.ts";
import { append } from "./append/append.ts";
import { decided } from "./decided.ts";
import { facts } from "./facts/facts.ts";
import { load } from "./load.ts";
import { lock } from "./lock.ts";

export interface OpenTransaction extends Transaction {
  /** Comes when everything that was sent has been done. @throws what went wrong first. */
  settled(): Promise<void>;
  /** The number of the last event that was appended; null where none was. */
  last(): number | null;
}

/**
 * The engine's view of one open transaction. Calls may be made without awaiting the one before: the connection does
 * them in order. `lock` does not even wait itself, since whatever is read next is read behind it.
 */
export function transactionOn({ client, opened, commit }: Open, practice: string): OpenTransaction {
  const known = new Map<string, boolean>();
  const isNew = (key: string): boolean =>
    must(known.get(key), `${key} is written without having been loaded`);

  let last: number | null = null;
  let locked: Promise<void> = Promise.resolve();
  /** Behind a lock that failed everything fails; what is told is why the lock did. */
  const behindLock = async <T>(call: Promise<T>): Promise<T> => {
    const [lockOutcome, outcome] = await Promise.allSettled([locked, call]);
    if (lockOutcome.status === "rejected") throw lockOutcome.reason;
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  };

  return {
    opened: () => opened,
    load: async (subjects: readonly Subject[]) => {
      const states = await behindLock(load(client, practice, subjects));
      for (const [key, state] of states) known.set(key, isNothing(state));
      return states;
    },
    decided: (inputs) => behindLock(decided(client, practice, inputs)),
    facts: (keys: readonly FactKey[]) => behindLock(facts(client, practice, keys)),
    lock: async (keys: readonly FactKey[]) => {
      locked = behindLock(lock(client, practice, keys));
      locked.catch(() => undefined);
    },
    append: async (decisions: readonly Decision[], { commit: commits } = { commit: false }) => {
      const { now } = await opened;
      const written = append(client, practice, decisions, now, isNew, commits ? commit : undefined);
      const appended = await behindLock(written);
      last = appended.events.flat().at(-1)?.seq ?? last;
      for (const { input, events } of decisions)
        if (events.length > 0) known.set(subjectKey(input.subject), false);
      return appended;
    },
    settled: () => locked,
    last: () => last,
  };
}

const isNothing = (state: State): boolean => (state.kind === "card" ? state.card : state.record) === null;
