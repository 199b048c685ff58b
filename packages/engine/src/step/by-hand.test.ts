import { expect, test } from "vitest";
import { replay } from "../drivers/replay.ts";
import { ring } from "../drivers/ring.ts";
import { type House, newCard, openHouse, writtenRules } from "../testing/index.ts";

const RULES = `
  - id: reminder
    name: Remind of a card that waits
    when: [{ while: card.waiting, for: 1h }]
    then: [{ set: { count: =card.count + 1 } }]
  - id: counted
    name: Label what was counted
    when: [{ event: card.changed, field: count }]
    then: [{ label: { add: [counted] } }]
  - id: ahead
    name: Label before the check
    when: [{ before: card.checked_at, by: [3h, 1h] }]
    then: [{ label: { add: [soon] } }]
`;

async function opened(): Promise<House> {
  const house = await openHouse(writtenRules(RULES));
  await newCard(house, "c1");
  house.at("2026-11-02T14:00:00.000Z");
  await house.ask("c1", { type: "set", fields: { waiting: true } });
  return house;
}

const row = async (house: House) => house.store.card("p", "c1");
const clocks = async (house: House) => (await row(house))?.timers ?? [];
const count = async (house: House) => (await row(house))?.card.fields["count"] ?? 0;
const key = async (house: House) => (await clocks(house)).find(({ due }) => due !== null)?.key ?? "";
const asDecided = async (house: House) =>
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);

async function later(house: House): Promise<void> {
  house.at("2026-11-02T16:00:00.000Z");
  house.restart();
  await ring("p", house.authority, house.store);
}

test("a clock that is passed over does nothing this once, and is set again on the next occasion", async () => {
  const house = await opened();
  expect(await house.ask("c1", { type: "timer.skip", timer: await key(house) })).toMatchObject({ ok: true });
  expect((await clocks(house)).map(({ due }) => due)).toEqual([null]);
  await later(house);
  expect(await count(house)).toBe(0);
  await house.ask("c1", { type: "set", fields: { waiting: false } });
  await house.ask("c1", { type: "set", fields: { waiting: true } });
  expect((await clocks(house)).map(({ due }) => due)).toEqual(["2026-11-02T17:00:00.000Z"]);
  await asDecided(house);
});

test("one that is rung by hand does at once all it would have done, and not again", async () => {
  const house = await opened();
  const timer = await key(house);
  const done = await house.ask("c1", { type: "timer.ring", timer });
  expect(done).toMatchObject({ ok: true });
  expect(await count(house)).toBe(1);
  // What other rules make of that happens too.
  expect((await row(house))?.card.labels).toEqual(["counted"]);
  await later(house);
  expect(await count(house)).toBe(1);
  expect(await house.ask("c1", { type: "timer.ring", timer })).toMatchObject({
    ok: false,
    code: "timer_unknown",
  });
  await asDecided(house);
});

test("one of several steps is passed over by itself", async () => {
  const house = await opened();
  await house.ask("c1", { type: "set", fields: { checked_at: "2026-11-02T20:00:00.000Z" } });
  const ahead = async () => (await clocks(house)).filter(({ rule }) => rule === "ahead");
  const first = (await ahead()).find(({ due }) => due === "2026-11-02T17:00:00.000Z");
  await house.ask("c1", { type: "timer.skip", timer: first?.key ?? "" });
  expect((await ahead()).map(({ due }) => due).sort()).toEqual(["2026-11-02T19:00:00.000Z", null]);
  // A change of what they count from is another occasion.
  await house.ask("c1", { type: "set", fields: { checked_at: "2026-11-02T21:00:00.000Z" } });
  expect((await ahead()).flatMap(({ due }) => due ?? []).sort()).toEqual([
    "2026-11-02T18:00:00.000Z",
    "2026-11-02T20:00:00.000Z",
  ]);
  await asDecided(house);
});

test.each(["timer.skip", "timer.ring"] as const)("%s knows no other clock", async (type) => {
  const house = await opened();
  const other = await house.ask("c1", { type, timer: "while:nothing/c1" });
  expect(other).toMatchObject({ ok: false, code: "timer_unknown" });
  expect(await clocks(house)).toHaveLength(1);
});
