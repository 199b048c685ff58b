import { describe, expect, test } from "vitest";
import { lastLook } from "../drivers/explain.ts";
import { replay } from "../drivers/replay.ts";
import { type House, newCard, openHouse, writtenRules } from "../testing/index.ts";

const counting = (more: string) =>
  writtenRules(`
  - id: counts
    name: Count how often the card was looked at
    ${more}
    when: [{ event: card.entered, stage: visit }, { event: card.changed, field: ready }]
    then: [{ set: { count: =card.count + 1 } }]
`);

/** Makes the card ready and not ready again, as often as asked. */
async function pulled(house: House, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const ready = (await house.store.card("p", "c1"))?.card.fields["ready"] === true;
    await house.ask("c1", { type: "set", fields: { ready: !ready } });
  }
}

const count = async (house: House) => (await house.store.card("p", "c1"))?.card.fields["count"] ?? 0;

async function opened(more: string): Promise<House> {
  const house = await openHouse(counting(more));
  await newCard(house, "c1");
  return house;
}

const isAsDecided = async (house: House) =>
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);

describe("a rule acts", () => {
  test("for each occurrence, where nothing else is said", async () => {
    const house = await opened("once: { per: occurrence }");
    await pulled(house, 3);
    expect(await count(house)).toBe(3);
    expect((await house.store.card("p", "c1"))?.timers).toEqual([]);
  });

  test("once on a card, whoever takes over meanwhile, and says so the second time", async () => {
    const house = await opened("once: card");
    await pulled(house, 1);
    house.restart();
    house.at("2026-11-05T14:00:00.000Z");
    await pulled(house, 2);
    expect(await count(house)).toBe(1);
    expect(await lastLook("p", house.store, house.rulesetOf, "c1", "counts")).toMatchObject({
      outcome: "duplicate",
      because: "It acted on 2026-11-02 09:00, and acts once on a card",
    });
    await isAsDecided(house);
  });

  test("once for each time the card enters a stage", async () => {
    const house = await opened("once: stage_entry");
    await pulled(house, 2);
    expect(await count(house)).toBe(1);
    house.at("2026-11-02T15:00:00.000Z");
    await house.ask("c1", { type: "move", to: "visit" });
    house.restart();
    await pulled(house, 2);
    expect(await count(house)).toBe(2);
    house.at("2026-11-02T16:00:00.000Z");
    await house.ask("c1", { type: "move", to: "intake" });
    await pulled(house, 2);
    expect(await count(house)).toBe(3);
    await isAsDecided(house);
  });

  test("and then leaves the card alone for as long as it is told", async () => {
    const house = await opened("once: { per: card, every: 24h }");
    await pulled(house, 2);
    house.at("2026-11-03T13:59:59.999Z");
    house.restart();
    await pulled(house, 1);
    expect(await count(house)).toBe(1);
    house.at("2026-11-03T14:00:00.000Z");
    await pulled(house, 2);
    expect(await count(house)).toBe(2);
    await isAsDecided(house);
  });
});

describe("what a rule remembers", () => {
  test("stays when what it did is undone, so that it does not happen again by itself", async () => {
    const house = await opened("once: card");
    await pulled(house, 1);
    const [set] = await house.store.events("p", { type: "card.changed", limit: 1 });
    await house.ask("c1", { type: "undo", event: set?.id ?? "" });
    expect(await count(house)).toBe(0);
    await pulled(house, 1);
    expect(await count(house)).toBe(0);
    await isAsDecided(house);
  });

  test("in a stage stays when an undo brings the card back there", async () => {
    const house = await opened("once: stage_entry");
    await pulled(house, 1);
    house.at("2026-11-02T15:00:00.000Z");
    await house.ask("c1", { type: "move", to: "visit" }, { id: "away" });
    const [moved] = await house.store.events("p", { type: "card.moved", limit: 1 });
    await house.ask("c1", { type: "undo", event: moved?.id ?? "" });
    expect(await count(house)).toBe(1);
    await pulled(house, 1);
    expect(await count(house)).toBe(1);
    await isAsDecided(house);
  });

  test("is nothing when it was refused, and nothing when it only looked on", async () => {
    const refused = await openHouse(
      writtenRules(`
  - { id: refused, name: R, once: card, when: [{ event: card.changed, field: ready }], then: [{ move: { to: done } }] }
  - { id: shadowed, name: S, once: card, enabled: shadow, when: [{ event: card.changed, field: ready }], then: [{ set: { count: 9 } }] }
`),
    );
    await newCard(refused, "c1");
    await pulled(refused, 1);
    expect((await refused.store.card("p", "c1"))?.timers).toEqual([]);
    expect(await lastLook("p", refused.store, refused.rulesetOf, "c1", "shadowed")).toMatchObject({
      outcome: "shadow",
    });
  });
});

describe("a rule that is in force for a time", () => {
  test("acts from its first instant until just before its last, on the wall clock of the practice", async () => {
    const house = await opened("effective_from: 2026-11-03T09:00\n    effective_until: 2026-11-04T09:00");
    const looks = async (now: string) => {
      house.at(now);
      await pulled(house, 1);
      const { outcome, because } = (await lastLook("p", house.store, house.rulesetOf, "c1", "counts")) ?? {};
      return [outcome, because];
    };
    expect(await looks("2026-11-03T13:59:59.999Z")).toEqual([
      "paused",
      "The rule begins on 2026-11-03 09:00",
    ]);
    expect(await looks("2026-11-03T14:00:00.000Z")).toEqual(["fired", null]);
    expect(await looks("2026-11-04T13:59:59.999Z")).toEqual(["fired", null]);
    expect(await looks("2026-11-04T14:00:00.000Z")).toEqual(["paused", "The rule ended on 2026-11-04 09:00"]);
    await isAsDecided(house);
  });
});
