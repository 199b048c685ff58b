import { expect, test } from "vitest";
import { replay } from "../drivers/replay.ts";
import { newCard, openHouse } from "../testing/index.ts";

test("another process finds what was kept, and what it does then is its own", async () => {
  const house = await openHouse();
  await newCard(house, "c1");
  await house.ask("c1", { type: "comment", text: "Hello" });
  const other = house.store.reopened();
  expect(await other.card("p", "c1")).toEqual(await house.store.card("p", "c1"));
  expect(await other.events("p", { limit: 99 })).toEqual(await house.store.events("p", { limit: 99 }));
  expect((await replay("p", other, house.rulesetOf)).differences).toEqual([]);
  await house.ask("c1", { type: "label", add: ["later"] });
  expect((await other.card("p", "c1"))?.card.labels).toEqual([]);
});
