import { must } from "@corridor/domain";
import { expect, test } from "vitest";
import { summarise } from "../board/summarise.ts";
import { replay } from "../drivers/replay.ts";
import { ring } from "../drivers/ring.ts";
import { sweep } from "../drivers/sweep.ts";
import { type House, newCard, openHouse, writtenRules } from "../testing/index.ts";

const stuck = (lasting: string) =>
  writtenRules(`
  - id: stuck
    name: Waits too long for the desk
    when: [{ while: ${lasting}, tolerate: 2m, pause_while: card.waiting }]
    then: [{ set: { count: =card.count + 1 } }]
`);

const at = (time: string): string => `2026-11-02T${time}:00.000Z`;

async function opened(): Promise<House> {
  const house = await openHouse(stuck("card.ready, for: 2h"));
  await newCard(house, "c1");
  house.at(at("14:00"));
  await house.ask("c1", { type: "set", fields: { ready: true } });
  return house;
}

/** At that time the card is made so, and another process takes over. */
async function then(house: House, time: string, fields: Record<string, boolean>): Promise<void> {
  house.at(at(time));
  await house.ask("c1", { type: "set", fields });
  house.restart();
}

const clocks = async (house: House) => (await house.store.card("p", "c1"))?.timers ?? [];
const count = async (house: House) => (await house.store.card("p", "c1"))?.card.fields["count"] ?? 0;
const rung = async (house: House, time: string) => {
  house.at(at(time));
  await ring("p", house.authority, house.store);
  return count(house);
};

test("a clock keeps its pauses and breaks over restarts, rings once, and is decided again as it was", async () => {
  const house = await opened();
  await then(house, "15:00", { waiting: true });
  expect(await rung(house, "18:00")).toBe(0);
  await then(house, "18:30", { waiting: false });
  expect(await clocks(house)).toMatchObject([{ since: at("14:00"), due: at("19:30") }]);
  await then(house, "19:00", { ready: false });
  await then(house, "19:01", { ready: true });
  expect(await rung(house, "19:29")).toBe(0);
  expect(await rung(house, "19:30")).toBe(1);
  await then(house, "19:40", { ready: false });
  await then(house, "19:41", { ready: true });
  expect(await rung(house, "23:00")).toBe(1);
  await then(house, "23:10", { ready: false });
  await then(house, "23:20", { ready: true });
  expect((await clocks(house)).map(({ due }) => due)).toEqual(["2026-11-03T01:20:00.000Z"]);
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);
});

test("a card whose clock stands still says what it waits for", async () => {
  const house = await openHouse(
    writtenRules(
      `  - { id: desk, name: D, when: [{ while: card.ready, for: 2h, pause_while: { expr: card.waiting, because: Waiting for the patient } }], then: [] }\n`,
    ),
  );
  await newCard(house, "c1");
  await house.ask("c1", { type: "set", fields: { ready: true } });
  const waitingFor = async () => {
    const row = must(await house.store.card("p", "c1"), "there is the card");
    const hash = must(await house.store.active("p"), "rules decide");
    const viewed = { role: "nurse", display: "R.", now: at("14:00") };
    return summarise(row, await house.rulesetOf(hash), viewed).waitingFor;
  };
  expect(await waitingFor()).toBeNull();
  await then(house, "15:00", { waiting: true });
  expect(await waitingFor()).toEqual({ code: "pause", sentence: "Waiting for the patient" });
});

test("a clock that stands still is brought under rules written anew, with what it has lived through", async () => {
  const house = await opened();
  await then(house, "15:00", { waiting: true });
  await house.activate(stuck("card.ready && card.count == 0, for: 3h"));
  house.at(at("16:00"));
  await sweep("p", house.authority, house.store, house.tzdata);
  await then(house, "17:00", { waiting: false });
  expect(await clocks(house)).toMatchObject([{ since: at("14:00"), due: at("19:00") }]);
  expect(await rung(house, "19:00")).toBe(1);
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);
});
