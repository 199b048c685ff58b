import { ledgerContract } from "../testing/ledger-contract.ts";
import { MemoryStore } from "./memory-store.ts";

ledgerContract("the memory store", async () => {
  const store = new MemoryStore(() => new Date().toISOString());
  return { ledger: store, history: store, worklist: store, rulesets: store, close: async () => undefined };
});
