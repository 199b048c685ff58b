import { type FactKey, must, type Subject, subjectKey } from "@corridor/domain";
import type { Decision, State, Transaction } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import type { Opened } from "../connection/fence.ts";
import { append } from "./append/append.ts";
import { decided } from "./decided.ts";
import { facts } from "./facts/facts.ts";
import { load } from "./load.ts";
import { lock } from "./lock.ts";

/** The engine's view of one open transaction. Calls may be made without awaiting the one before: they run in order. */
export function transactionOn(client: ClientBase, practice: string, { now, ruleset }: Opened): Transaction {
  const known = new Map<string, boolean>();
  const isNew = (key: string): boolean =>
    must(known.get(key), `${key} is written without having been loaded`);
  return {
    now,
    ruleset,
    load: async (subjects: readonly Subject[]) => {
      const states = await load(client, practice, subjects);
      for (const [key, state] of states) known.set(key, isNothing(state));
      return states;
    },
    decided: (inputs) => decided(client, practice, inputs),
    facts: (keys: readonly FactKey[]) => facts(client, practice, keys),
    lock: (keys: readonly FactKey[]) => lock(client, practice, keys),
    append: async (decisions: readonly Decision[]) => {
      const appended = await append(client, practice, decisions, now, isNew);
      for (const { input, events } of decisions)
        if (events.length > 0) known.set(subjectKey(input.subject), false);
      return appended;
    },
  };
}

const isNothing = (state: State): boolean => (state.kind === "card" ? state.card : state.record) === null;
