import type { Command } from "@corridor/domain";
import { describe, expect, test } from "vitest";
import { buttonsOf } from "../board/buttons.ts";
import { replay } from "../drivers/replay.ts";
import { ring } from "../drivers/ring.ts";
import { type House, newCard, openHouse, writtenRules } from "../testing/index.ts";

const RULES = `
  - id: call-back
    name: Note that the patient was called back
    when: [{ manual: Called back, roles: [front_desk, manager] }]
    if: "!card.ready"
    then: [{ set: { ready: true } }, { emit: called-back }]
  - id: count-calls
    name: Count the calls
    when: [{ event: called-back }]
    then: [{ set: { count: =card.count + 1 } }, { cancel: { rule: reminder } }]
  - id: reminder
    name: Remind of a card that waits
    when: [{ while: card.waiting, for: 1h }]
    then: [{ label: { add: [reminded] } }]
  - id: lab-result
    name: Note what the laboratory says
    when: [{ event: x.lab.result, where: event.tests > 1 }]
    if: event.status == "ready"
    then: [{ set: { count: =event.tests, checked_at: =event.taken } }]
`;
const EVENTS = `events:
  x.lab.result: { status: { enum: [ready, late] }, tests: int, taken: timestamp, note: { type: string, phi: true } }
`;
const rules = writtenRules(RULES, {}, EVENTS);

async function opened(): Promise<House> {
  const house = await openHouse(rules);
  await newCard(house, "c1");
  return house;
}
const card = async (house: House) => (await house.store.card("p", "c1"))?.card;
const press: Command = { type: "press", rule: "call-back" };
const nurse = { kind: "user", id: "nia", role: "nurse" } as const;
const asDecided = async (house: House) =>
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);

describe("a button", () => {
  test("starts its rule, whatever version of the card its presser saw", async () => {
    const house = await opened();
    await house.ask("c1", { type: "set", fields: { count: 4 } });
    expect(await house.ask("c1", press, { expected: 1 })).toMatchObject({ ok: true });
    expect((await card(house))?.fields).toMatchObject({ ready: true, count: 5 });
    await asDecided(house);
  });

  test("is not for every role, and not pressed by an unknown name", async () => {
    const house = await opened();
    expect(await house.ask("c1", press, { actor: nurse })).toMatchObject({ ok: false, code: "not_allowed" });
    const other = await house.ask("c1", { type: "press", rule: "reminder" });
    expect(other).toMatchObject({ ok: false, code: "rule_unknown" });
  });

  test("is shown to whom it would serve now", async () => {
    const house = await opened();
    const shown = async (role: string) => {
      const row = await house.store.card("p", "c1");
      return row && buttonsOf(row, rules, { role, now: "2026-11-02T14:00:00.000Z" });
    };
    expect(await shown("front_desk")).toEqual([{ rule: "call-back", label: "Called back" }]);
    expect(await shown("nurse")).toEqual([]);
    await house.ask("c1", press);
    expect(await shown("front_desk")).toEqual([]);
  });
});

describe("cancel", () => {
  const hour = async (house: House) => {
    house.at("2026-11-02T15:00:00.000Z");
    house.restart();
    await ring("p", house.authority, house.store);
    return (await card(house))?.labels;
  };

  test("takes back what another rule has waiting on the card, for this occasion", async () => {
    const house = await opened();
    await house.ask("c1", { type: "set", fields: { waiting: true } });
    await house.ask("c1", press);
    expect(await hour(house)).toEqual([]);
    await asDecided(house);
  });

  test("leaves the next occasion alone", async () => {
    const house = await opened();
    await house.ask("c1", { type: "set", fields: { waiting: true } });
    await house.ask("c1", press);
    await house.ask("c1", { type: "set", fields: { waiting: false } });
    await house.ask("c1", { type: "set", fields: { waiting: true } });
    expect(await hour(house)).toEqual(["reminded"]);
  });
});

describe("an event from outside", () => {
  const told = (house: House, more: object = {}) => {
    const data = { status: "ready", tests: 3, taken: "2026-11-01T09:00:00-05:00", note: "Rosa was late" };
    const command = { type: "raise", name: "x.lab.result", data: { ...data, ...more } } as const;
    return house.ask("c1", command, { id: "lab-1", keyed: true });
  };

  test("starts the rules that wait for it, with what it says, and once for one key", async () => {
    const house = await opened();
    expect(await told(house)).toMatchObject({ ok: true, repeated: false });
    expect(await told(house)).toMatchObject({ ok: true, repeated: true });
    expect((await card(house))?.fields).toMatchObject({ count: 3, checked_at: "2026-11-01T14:00:00.000Z" });
    expect(JSON.stringify(await house.store.events("p", { limit: 99 }))).not.toContain("Rosa was");
    await asDecided(house);
  });

  test("does nothing where the rule asks for more than it says", async () => {
    const house = await opened();
    await told(house, { tests: 1 });
    expect((await card(house))?.fields["count"]).toBeUndefined();
  });
});
