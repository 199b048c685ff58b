import type { Store } from "@corridor/store";

/** The process is gone: nothing that it was doing goes on. */
export class Died extends Error {
  override name = "Died";
}

/** How long a server has to live, counted in steps to and from its database. */
export class Life {
  #left = Number.POSITIVE_INFINITY;

  /** Makes it die so many steps from now. */
  endIn(steps: number): void {
    this.#left = steps;
  }

  step(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new Died("the server broke here");
  }
}

/**
 * The store as a server sees it that may die between any two steps: before a statement, after it was done but before
 * anyone heard of it, and between writing a transaction and its commit. Once dead, always dead.
 */
export function mortal(store: Store, life: Life): Store {
  const steps =
    <A extends readonly unknown[], R>(call: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      life.step();
      const result = await call(...given);
      life.step();
      return result;
    };
  const { due, nextDue, claim, settle, deliver } = store;
  return {
    ...store,
    ...{ due: steps(due), nextDue: steps(nextDue), claim: steps(claim) },
    ...{ settle: steps(settle), deliver: steps(deliver) },
    async transact(practice, work) {
      life.step();
      const result = await store.transact(practice, async (transaction) => {
        const planned = await work(transaction);
        life.step();
        return planned;
      });
      life.step();
      return result;
    },
  };
}
