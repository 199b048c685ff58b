import { describe, expect, test } from "vitest";
import { dispatch, type Sender } from "../drivers/dispatch.ts";
import { replay } from "../drivers/replay.ts";
import { ring } from "../drivers/ring.ts";
import { sweep } from "../drivers/sweep.ts";
import { type House, newCard, openHouse, writtenRules } from "../testing/index.ts";

const rules = (when: string) =>
  writtenRules(`
  - id: sweeps
    name: Count the mornings of every card that waits
    when: [{ ${when} }]
    then: [{ set: { count: =card.count + 1, checked_at: =trigger.due } }]
`);
const EACH = "each: card.stage == 'intake' && card.waiting";
const done = { sent: true } as const;
const sender: Sender = { message: async () => done, notice: async () => done, call: async () => done };

async function opened(when: string): Promise<House> {
  const house = await openHouse(rules(when));
  for (const card of ["a", "b"]) await newCard(house, card);
  await house.ask("a", { type: "set", fields: { waiting: true } });
  await sweep("p", house.authority, house.store, house.tzdata);
  return house;
}

async function at(house: House, now: string) {
  house.at(now);
  house.restart();
  await ring("p", house.authority, house.store);
  while ((await dispatch("p", { authority: house.authority, worklist: house.store, sender })) > 0);
}

const counts = async (house: House) =>
  Object.fromEntries((await house.store.cards("p")).map(({ card }) => [card.id, card.fields["count"] ?? 0]));
const asDecided = async (house: House) =>
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);

describe("every", () => {
  test("starts on each card it is about, at its time on the wall, and once", async () => {
    const house = await opened(`every: "30 9 * * mon-fri", ${EACH}`);
    expect(await house.store.nextDue("p")).toBe("2026-11-02T14:30:00.000Z");
    await at(house, "2026-11-02T14:29:59.999Z");
    expect(await counts(house)).toEqual({ a: 0, b: 0 });
    await at(house, "2026-11-02T14:30:00.000Z");
    await at(house, "2026-11-02T14:30:00.000Z");
    expect(await counts(house)).toEqual({ a: 1, b: 0 });
    expect(await house.store.nextDue("p")).toBe("2026-11-03T14:30:00.000Z");
    expect((await house.store.card("p", "a"))?.card.fields["checked_at"]).toBe("2026-11-02T14:30:00.000Z");
    await asDecided(house);
  });

  test("edge-16: two nodes that ring the same time start it once", async () => {
    const house = await opened(`every: "30 9 * * *", ${EACH}`);
    house.at("2026-11-02T14:30:00.000Z");
    await Promise.all([ring("p", house.authority, house.store), ring("p", house.authority, house.store)]);
    await at(house, "2026-11-02T14:30:00.000Z");
    expect(await counts(house)).toEqual({ a: 1, b: 0 });
  });

  test.each([
    ["last", 1, "2026-11-05T14:30:00.000Z"],
    ["all", 4, "2026-11-05T14:30:00.000Z"],
    ["none", 0, undefined],
  ])("after days asleep catches up with %s", async (catchUp, times, last) => {
    const house = await opened(`every: "30 9 * * *", catch_up: ${catchUp}, ${EACH}`);
    await at(house, "2026-11-05T20:00:00.000Z");
    expect((await counts(house))["a"]).toBe(times);
    expect((await house.store.card("p", "a"))?.card.fields["checked_at"]).toBe(last);
    expect(await house.store.nextDue("p")).toBe("2026-11-06T14:30:00.000Z");
    await asDecided(house);
  });

  test("takes its next time from new rules, and none from rules that have it no more", async () => {
    const house = await opened(`every: "30 9 * * *", ${EACH}`);
    await house.activate(rules(`every: "0 11 * * *", ${EACH}`));
    await sweep("p", house.authority, house.store, house.tzdata);
    expect(await house.store.nextDue("p")).toBe("2026-11-02T16:00:00.000Z");
    await house.activate(writtenRules("  []\n"));
    await sweep("p", house.authority, house.store, house.tzdata);
    expect(await house.store.nextDue("p")).toBeNull();
    await asDecided(house);
  });

  test("without a card selects, and skips holidays", async () => {
    const house = await openHouse(
      writtenRules(
        `
  - id: sweeps
    name: Call whoever waits
    when: [{ every: "30 9 * * *", skip_holidays: closed }]
    then: [{ select: { from: cards, where: it.stage == "intake", limit: 1, then: [{ label: { add: [called] } }] } }]
`,
      ),
    );
    for (const card of ["b", "a"]) await newCard(house, card);
    await sweep("p", house.authority, house.store, house.tzdata);
    await at(house, "2026-11-02T14:30:00.000Z");
    expect(await house.store.nextDue("p")).toBe("2026-11-04T14:30:00.000Z");
    const labelled = (await house.store.events("p", { type: "card.labelled", limit: 9 })).map(
      (e) => e.subject.id,
    );
    expect(labelled).toEqual(["a"]);
    await asDecided(house);
  });
});
