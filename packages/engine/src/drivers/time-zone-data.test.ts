import { expect, test } from "vitest";
import { newCard, openHouse, writtenRules } from "../testing/index.ts";
import { replay } from "./replay.ts";
import { ring } from "./ring.ts";
import { sweep } from "./sweep.ts";

const rules = writtenRules(`
  - { id: stuck, name: S, when: [{ while: card.ready, for: 1 day }], then: [{ set: { count: =card.count + 1 } }] }
  - { id: after-all, name: A, when: [{ after: card.checked_at, by: [1h, 1 week] }], then: [] }
`);

const opened = async () => {
  const house = await openHouse(rules);
  await newCard(house, "c1");
  const fields = { ready: true, checked_at: "2026-11-02T14:00:00.000Z" };
  await house.ask("c1", { type: "set", fields });
  const timers = async () => (await house.store.card("p", "c1"))?.timers ?? [];
  const swept = () => sweep("p", house.authority, house.store, house.tzdata);
  return { house, timers, swept };
};

test("edge-10: other time zone data has every card's clocks reckoned anew, and changes what it must", async () => {
  const { house, timers, swept } = await opened();
  const before = await timers();
  expect(await swept()).toBe(0);
  house.restart("2026b");
  expect(await swept()).toBe(1);
  expect(await timers()).toEqual(before);
  expect(await swept()).toBe(0);
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);
});

test("edge-10: a clock armed by data that has turned out wrong rings by the right one, swept or not", async () => {
  for (const sweeps of [true, false]) {
    const { house, timers, swept } = await opened();
    const right = await timers();
    // As data would have it in which the zone is an hour ahead.
    for (const timer of right) Object.assign(timer, { due: timer.due?.replace("T14:", "T13:") });
    house.restart("2026b");
    if (sweeps) await swept();
    house.at("2026-11-03T13:30:00.000Z");
    await ring("p", house.authority, house.store);
    expect((await house.store.card("p", "c1"))?.card.fields["count"]).toBeUndefined();
    expect((await timers()).map(({ due }) => due)).toContain("2026-11-03T14:00:00.000Z");
    house.at("2026-11-03T14:00:00.000Z");
    await ring("p", house.authority, house.store);
    expect((await house.store.card("p", "c1"))?.card.fields["count"]).toBe(1);
  }
});
