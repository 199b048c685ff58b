import { ledgerContract } from "@corridor/engine/testing";
import { openTestStore } from "./testing/open-test-store.ts";

ledgerContract("the ledger on Postgres", async () => {
  const { store, close } = await openTestStore({ connections: 8 });
  const { createPractice } = store;
  return { ledger: store, history: store, worklist: store, rulesets: store, createPractice, close };
});
