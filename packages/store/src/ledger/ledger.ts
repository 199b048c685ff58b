import type { Ledger } from "@corridor/engine/ports";
import type { Database } from "../connection/database.ts";
import { transactionOn } from "./transaction.ts";

/** The ledger on Postgres. `committed` is told after each commit that left events, with the number of the last. */
export function createLedger(database: Database, committed: (practice: string, seq: number) => void): Ledger {
  return {
    async transact(practice, work) {
      let last: number | null = null;
      const result = await database.transact(practice, async (open) => {
        const transaction = transactionOn(open, practice);
        const done = await work(transaction);
        await transaction.settled();
        last = transaction.last();
        return done;
      });
      if (last !== null) committed(practice, last);
      return result;
    },
  };
}
