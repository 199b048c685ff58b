import type { Ledger } from "@corridor/engine/ports";
import type { Database } from "../connection/database.ts";
import { transactionOn } from "./transaction.ts";

/** The ledger on Postgres. `committed` is told after each commit, whatever it did. */
export function createLedger(database: Database, committed: (practice: string) => void): Ledger {
  return {
    async transact(practice, work) {
      const result = await database.transact(practice, async (open) => {
        const transaction = transactionOn(open, practice);
        const done = await work(transaction);
        await transaction.settled();
        return done;
      });
      committed(practice);
      return result;
    },
  };
}
