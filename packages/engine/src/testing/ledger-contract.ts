import { afterAll, beforeAll, describe } from "vitest";
import { must } from "@corridor/domain";
import { deciding } from "./contract/deciding.ts";
import { desk } from "./contract/desk.ts";
import { factsOfCards } from "./contract/facts-of-cards.ts";
import { factsOfPeople } from "./contract/facts-of-people.ts";
import { leaving } from "./contract/leaving.ts";
import { locks } from "./contract/locks.ts";
import { numbering } from "./contract/numbering.ts";
import type { Opened } from "./contract/opened.ts";
import { outbox } from "./contract/outbox.ts";
import { name, RULES } from "./contract/given.ts";
import { ruleRuns } from "./contract/rule-runs.ts";
import { subjects } from "./contract/subjects.ts";

/**
 * What every store promises the engine, as tests. Run on the memory store, the embedded and an external Postgres, so
 * that a rule test, a forecast and the practice itself stand on the same ground.
 */
export function ledgerContract(title: string, open: () => Promise<Opened>): void {
  describe(title, () => {
    let store: Opened | undefined;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.close());

    const bench = () => {
      const opened = must(store, "the store was opened");
      return { store: opened, practice: () => newPractice(opened) };
    };
    describe("numbering", () => numbering(bench));
    describe("decisions", () => deciding(bench));
    describe("subjects", () => subjects(bench));
    describe("facts of cards", () => factsOfCards(bench));
    describe("facts of people", () => factsOfPeople(bench));
    describe("locks", () => locks(bench));
    describe("runs of rules", () => ruleRuns(bench));
    describe("outbox", () => outbox(bench));
    describe("messages to patients", () => leaving(bench));
    describe("clocks, notices, rulesets", () => desk(bench));
  });
}

/** A practice that knows the contract's rules but has no history yet: nobody has activated them. */
async function newPractice(store: Opened): Promise<string> {
  const practice = name("practice");
  await store.createPractice?.(practice, practice);
  await store.rulesets.keep(practice, RULES, { "practice.yaml": "" });
  return practice;
}
