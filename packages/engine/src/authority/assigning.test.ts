import { expect, test } from "vitest";
import { newCard, openHouse, writtenRules } from "../testing/index.ts";

const RULES = writtenRules(`
  - id: share-out
    name: Give a new card to the least busy
    when: [{ event: card.entered, state: intake.new }]
    then: [{ assign: { role: front_desk, pick: least_loaded } }]
`);

test("edge-19: cards that come in the same moment are shared out, not all given to one", async () => {
  const house = await openHouse(RULES);
  for (const id of ["ana", "bo", "cy"])
    await house.on(
      { kind: "person", id },
      { type: "person.create", name: id, roles: ["front_desk"], locations: [], shifts: [] },
    );
  await Promise.all(["c1", "c2", "c3", "c4", "c5", "c6"].map((card) => newCard(house, card)));
  const cards = await house.store.cards("p");
  const given = cards.map(({ card }) => card.assignee).sort();
  expect(given).toEqual(["ana", "ana", "bo", "bo", "cy", "cy"]);
});
