import { describe, expect, test } from "vitest";
import { dispatch } from "../drivers/dispatch.ts";
import type { Sender } from "../drivers/sender.ts";
import { replay } from "../drivers/replay.ts";
import { ring } from "../drivers/ring.ts";
import { newCard, openHouse, writtenRules } from "../testing/index.ts";
import { loopAt, next, type Way } from "./loop-guard.ts";

const START: Way = { path: [], depth: 0 };

describe("a way", () => {
  test("leads past no rule twice", () => {
    expect(loopAt(next(START, "a/c1"), "b/c1", 8)).toBeNull();
    expect(loopAt(next(next(START, "a/c1"), "b/c1"), "a/c1", 8)).toBe(
      "It already ran on this way: a/c1 → b/c1 → a/c1",
    );
  });

  test("is so many rules long without a gap, and 64 with", () => {
    const three = ["a", "b", "c"].reduce(next, START);
    expect(loopAt(three, "d", 4)).toBeNull();
    expect(loopAt(three, "d", 3)).toBe("The chain is 3 rules long: a → b → c");
    expect(loopAt({ path: [], depth: 63 }, "a", 8)).toBeNull();
    expect(loopAt({ path: [], depth: 64 }, "a", 8)).toMatch(/^64 rules have followed one another/);
  });
});

const TOGGLE = `
  - id: waits
    name: Wait no longer after a minute
    when: [{ while: card.waiting, for: 1m }]
    then: [{ set: { waiting: false, count: =card.count + 1 } }]
  - id: waits-again
    name: Wait again
    when: [{ event: card.changed, field: waiting, to: false }]
    if: "!card.ready"
    then: [{ set: { waiting: true } }]
`;

describe("edge-24: a loop through a clock", () => {
  const looped = async () => {
    const house = await openHouse(writtenRules(TOGGLE));
    await newCard(house, "c1");
    await house.ask("c1", { type: "set", fields: { waiting: true } });
    return house;
  };
  const minutes = async (house: Awaited<ReturnType<typeof looped>>, from: number, to: number) => {
    for (let n = from; n <= to; n += 1) {
      house.at(`2026-11-02T14:${String(n).padStart(2, "0")}:00.000Z`);
      house.restart();
      await ring("p", house.authority, house.store);
    }
  };

  test("ends when it comes round, whatever was restarted meanwhile", async () => {
    const house = await looped();
    await minutes(house, 1, 5);
    expect((await house.store.card("p", "c1"))?.card.fields["count"]).toBe(1);
    expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);
  });

  test("may begin again when a person lies between", async () => {
    const house = await looped();
    await minutes(house, 1, 3);
    await house.ask("c1", { type: "set", fields: { ready: true, waiting: false } });
    await house.ask("c1", { type: "set", fields: { ready: false, waiting: true } });
    await minutes(house, 4, 9);
    expect((await house.store.card("p", "c1"))?.card.fields["count"]).toBe(2);
  });
});

const OPPOSED = `
  - id: turns-over
    name: Turn over what it watches
    when: [{ event: card.changed, field: ready }]
    if: card.count == 0
    then: [{ set: { ready: =!card.ready } }]
  - id: begins-to-wait
    name: Wait
    when: [{ event: card.changed, field: waiting, to: false }]
    if: card.count == 1
    then: [{ set: { waiting: true } }]
  - id: ends-the-wait
    name: Wait no more
    when: [{ event: card.changed, field: waiting, to: true }]
    if: card.count == 1
    then: [{ set: { waiting: false } }]
`;

test.each([
  ["a rule that turns over the field it watches", { ready: true }, { ready: false }, 1],
  ["two rules that undo each other", { count: 1, waiting: true }, { waiting: true }, 2],
])("edge-24: %s is done with after one round", async (_, set, left, times) => {
  const house = await openHouse(writtenRules(OPPOSED));
  await newCard(house, "c1");
  expect(await house.ask("c1", { type: "set", fields: set })).toMatchObject({ ok: true });
  const { card } = (await house.store.card("p", "c1")) ?? {};
  expect(card?.fields).toMatchObject(left);
  const writes = await house.store.events("p", { card: "c1", type: "card.changed", limit: 99 });
  expect(writes.filter(({ actor }) => actor.kind === "rule")).toHaveLength(times);
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);
});

const ASKING = `
  - id: asks
    name: Ask again whatever the answer is
    when: [{ event: card.changed, field: ready }, { event: call.succeeded }]
    then: [{ set: { count: =card.count + 1 } }, { call: { connector: payer, op: check } }]
`;

test("edge-24: a loop through a connector ends at 64 rules", async () => {
  const house = await openHouse(writtenRules(ASKING));
  await newCard(house, "c1");
  await house.ask("c1", { type: "set", fields: { ready: true } });
  const sent = { sent: true } as const;
  const sender: Sender = {
    message: async () => sent,
    notice: async () => sent,
    call: async () => ({ ...sent, reply: { status: "again" } }),
  };
  for (let n = 0; n < 80; n += 1)
    await dispatch("p", { authority: house.authority, worklist: house.store, sender });
  expect((await house.store.card("p", "c1"))?.card.fields["count"]).toBe(64);
});
