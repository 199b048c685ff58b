import type { Candidate, FactKey } from "@corridor/domain";
import { factParts } from "@corridor/domain";
import type { FactMap, Ledger, Transaction } from "@corridor/engine/ports";

/** A ledger in which people have so many cards in hand besides those that are there: a test names the number only. */
export const loaded = (ledger: Ledger, load: ReadonlyMap<string, number>): Ledger => ({
  transact: (practice, work) => ledger.transact(practice, (tx) => work(withLoads(tx, load))),
});

const withLoads = (tx: Transaction, load: ReadonlyMap<string, number>): Transaction => ({
  opened: () => tx.opened(),
  load: (subjects) => tx.load(subjects),
  decided: (inputs) => tx.decided(inputs),
  lock: (keys) => tx.lock(keys),
  append: (decisions, options) => tx.append(decisions, options),
  facts: async (keys) => raised(await tx.facts(keys), load),
});

function raised(facts: FactMap, load: ReadonlyMap<string, number>): FactMap {
  const more = (candidates: readonly Candidate[]): readonly Candidate[] =>
    candidates.map((one) => {
      const others = load.get(one.person.id) ?? 0;
      return { ...one, load: one.load + others, open: one.open + others };
    });
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => {
      const [kind] = factParts(key as FactKey);
      return [key, kind === "pool" ? more(value as readonly Candidate[]) : value];
    }),
  );
}
