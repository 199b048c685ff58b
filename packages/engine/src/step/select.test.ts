import { describe, expect, test } from "vitest";
import { dispatch } from "../drivers/dispatch.ts";
import type { Sender } from "../drivers/sender.ts";
import { replay } from "../drivers/replay.ts";
import { ana, type House, newCard, openHouse, writtenRules } from "../testing/index.ts";

const RULES = `
  - id: call-the-longest-waiting
    name: Call the one who has waited longest
    when: [{ event: card.changed, field: ready, to: true }]
    let: { mine: card.count }
    then:
      - select:
          from: cards
          where: ['it.stage == "visit" && it.location == "main"', it.waiting, it.count < mine]
          order_by: [it.checked_at, it.count]
          limit: 2
          as: other
          then:
            - set: { count: =mine + other.count }
            - label: { add: [called] }
`;
const rules = writtenRules(RULES);
const done = { sent: true } as const;
const sender: Sender = { message: async () => done, notice: async () => done, call: async () => done };

async function waiting(house: House, id: string, fields: Record<string, string | number | boolean>) {
  await newCard(house, id);
  await house.ask(id, { type: "set", fields: { waiting: true, ...fields } });
  await house.ask(id, { type: "move", to: "visit" });
}

async function settled(house: House) {
  while ((await dispatch("p", { authority: house.authority, worklist: house.store, sender })) > 0);
}

const labelled = async (house: House) =>
  (await house.store.cards("p"))
    .flatMap(({ card }) => (card.labels.includes("called") ? [card.id] : []))
    .sort();

async function opened(): Promise<House> {
  const house = await openHouse(rules);
  await newCard(house, "first");
  await house.ask("first", { type: "set", fields: { count: 5 } });
  return house;
}
const ready = (house: House) => house.ask("first", { type: "set", fields: { ready: true } });
const asDecided = async (house: House) =>
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);

describe("select", () => {
  test("takes as many as it may, the first in order, ties by id, after the card it was started on", async () => {
    const house = await opened();
    await waiting(house, "d", { checked_at: "2026-10-02T09:00:00.000Z" });
    await waiting(house, "c", { checked_at: "2026-10-01T09:00:00.000Z" });
    await waiting(house, "b", { checked_at: "2026-10-01T09:00:00.000Z", count: 2 });
    await waiting(house, "a", {});
    await waiting(house, "z", { count: 9, checked_at: "2026-09-01T09:00:00.000Z" });
    await newCard(house, "elsewhere");
    const asked = await ready(house);
    expect(asked.ok && asked.events.map(({ type }) => type)).toEqual(["card.changed", "cards.wanted"]);
    expect(await labelled(house)).toEqual([]);
    await settled(house);
    expect(await labelled(house)).toEqual(["b", "c"]);
    expect((await house.store.card("p", "b"))?.card.fields["count"]).toBe(7);
    await asDecided(house);
  });

  test("keeps the cause, and what it read of the firing, through the transactions between", async () => {
    const house = await opened();
    await waiting(house, "a", { checked_at: "2026-10-01T09:00:00.000Z" });
    await ready(house);
    await house.ask("first", { type: "set", fields: { count: 100 } });
    house.restart();
    await settled(house);
    const events = await house.store.events("p", { limit: 99 });
    const [wanted, chosen] = ["cards.wanted", "cards.chosen"].map((type) =>
      events.find((e) => e.type === type),
    );
    const [set] = events.filter((e) => e.subject.id === "a" && e.actor.kind === "rule");
    expect(chosen).toMatchObject({ cause: wanted?.id, data: { cards: ["a"] }, actor: { kind: "rule" } });
    expect(set).toMatchObject({ cause: chosen?.id, type: "card.changed", data: { field: "count", to: 5 } });
  });

  test("leaves a card alone that is no longer meant when its turn comes", async () => {
    const house = await opened();
    await waiting(house, "a", { checked_at: "2026-10-01T09:00:00.000Z" });
    await ready(house);
    const one = { authority: house.authority, worklist: house.store, sender };
    await dispatch("p", one);
    await house.ask("a", { type: "set", fields: { waiting: false } }, { actor: ana });
    await settled(house);
    expect(await labelled(house)).toEqual([]);
    await asDecided(house);
  });
});

const CIRCLE = `
  - id: passes-on
    name: Pass it on to the next card
    when: [{ event: card.changed, field: count }]
    then:
      - select:
          from: cards
          where: it.stage == "visit"
          limit: 9
          then: [{ set: { count: =it.count + 1 } }]
`;

test("edge-24: a loop across two cards by select ends", async () => {
  const house = await openHouse(writtenRules(CIRCLE));
  await waiting(house, "a", {});
  await waiting(house, "b", {});
  await house.ask("a", { type: "set", fields: { count: 1 } });
  await settled(house);
  const counts = (await house.store.cards("p")).map(({ card }) => card.fields["count"]);
  expect(Math.max(...counts.map(Number))).toBeLessThan(9);
  await asDecided(house);
});

test("only cards that have all the places that are asked for are read, and kept with the decision", async () => {
  const house = await openHouse(
    writtenRules(`
  - id: calls
    name: Call the first who was seen
    when: [{ event: card.changed, field: ready, to: true }]
    then: [{ select: { from: cards, where: 'it.stage == "visit" && it.state == "seen"', order_by: [it.count], limit: 1, then: [{ label: { add: [called] } }] } }]
`),
  );
  for (const card of ["first", "a", "b", "c"]) await newCard(house, card);
  for (const card of ["a", "b", "c"]) await house.ask(card, { type: "move", to: "visit" });
  await house.ask("b", { type: "move", to: "visit.seen" });
  await ready(house);
  await settled(house);
  expect(await labelled(house)).toEqual(["b"]);
  const looked = (await house.store.decisionsOf("p", { kind: "practice", id: "p" })).flatMap(({ facts }) =>
    Object.entries(facts).flatMap(([key, found]) => (key.startsWith("matching|") ? [found] : [])),
  );
  expect(looked).toMatchObject([[{ id: "b" }]]);
  await asDecided(house);
});

test("finds the other cards of the same patient, and nobody else's", async () => {
  const house = await openHouse(
    writtenRules(`
  - id: tells-the-others
    name: Note it on the patient's other cards
    when: [{ event: card.changed, field: ready, to: true }]
    then: [{ select: { from: cards, where: 'it.patient.id == card.patient.id && !it.ready', limit: 5, then: [{ label: { add: [called] } }] } }]
`),
  );
  for (const card of ["first", "second"]) await newCard(house, card);
  await house.on({ kind: "patient", id: "other" }, { type: "patient.create", fields: {} });
  const made = { type: "create", card: "visit", location: "main", patient: "other", fields: {} } as const;
  expect(await house.ask("stranger", made)).toMatchObject({ ok: true });
  await ready(house);
  await settled(house);
  expect(await labelled(house)).toEqual(["second"]);
  await asDecided(house);
});
