import type { FactKey } from "@corridor/domain";
import type { Ruleset } from "@corridor/rules";
import { describe, expect, test } from "vitest";
import { type House, newCard, openHouse, writtenRules } from "../testing/index.ts";
import { preview } from "./preview.ts";
import { sweep } from "./sweep.ts";

const NOW = "2026-11-02T14:00:00.000Z"; // Monday 09:00 in New York, when the house opens
const sweeping = (cron: string, more = "") =>
  writtenRules(`
  - id: sweeps
    name: Sweep${more}
    when: [{ every: "${cron}", each: 'card.stage == "intake" && card.waiting' }]
    then: [{ label: { add: [swept] } }]
`);
const NOTHING = writtenRules(`
  - { id: other, name: Other, when: [{ event: card.created }], then: [{ label: { add: [new] } }] }
`);
const counting = (more = "") =>
  writtenRules(
    `
  - id: crowd
    name: Too many
    when: [{ metric: arrivals, over: 1 day, above: 1${more} }]
    then: [{ notify: { role: nurse, via: [board] } }]
`,
    {},
    "metrics: { arrivals: { unit: count, count: { event: card.created } } }\n",
  );

async function opened(rules: Ruleset): Promise<House> {
  const house = await openHouse(rules);
  for (const card of ["a", "b", "c"]) await newCard(house, card);
  for (const card of ["a", "b"]) await house.ask(card, { type: "set", fields: { waiting: true } });
  await sweep("p", house.authority, house.store, house.tzdata);
  return house;
}

async function foreseen(house: House, rules: Ruleset, paused: readonly string[] = []) {
  const [record, timers, rows] = await Promise.all([
    house.store.record("p", { kind: "practice", id: "p" }),
    house.store.clocks("p"),
    house.store.cards("p"),
  ]);
  return preview(
    rules,
    rows,
    { id: "p", record, timers, paused },
    {
      now: NOW,
      tzdata: house.tzdata,
      factsOf: (keys: readonly FactKey[]) => house.store.transact("p", (tx) => tx.facts(keys)),
      rulesetOf: house.rulesetOf,
      breathe: async () => undefined,
    },
  );
}

describe("a plan of a timetable", () => {
  test("says when it starts first, on how many cards, and nothing is done", async () => {
    const house = await opened(NOTHING);
    const head = await house.store.head("p");
    const { timetable } = await foreseen(house, sweeping("30 7 * * *"));
    expect(timetable).toEqual([
      { rule: "sweeps", change: "armed", due: "2026-11-03T12:30:00.000Z", fires: false, cards: 2 },
    ]);
    expect([await house.store.head("p"), await house.store.clocks("p")]).toEqual([head, []]);
  });

  test("says of one that changes when it goes on, of one that goes that it ends, of one that stays nothing", async () => {
    const house = await opened(sweeping("30 7 * * *"));
    expect((await foreseen(house, sweeping("0 8 * * *"))).timetable).toMatchObject([
      { rule: "sweeps", change: "moved", due: "2026-11-03T13:00:00.000Z" },
    ]);
    expect((await foreseen(house, NOTHING)).timetable).toEqual([
      { rule: "sweeps", change: "cancelled", due: null, fires: false, cards: null },
    ]);
    expect((await foreseen(house, sweeping("30 7 * * *", " anew"))).timetable).toEqual([]);
  });
});

describe("a plan of a number that is counted", () => {
  test("says that it is past its bound already, and what would be sent at once", async () => {
    const house = await opened(NOTHING);
    expect(await foreseen(house, counting())).toMatchObject({
      timetable: [{ rule: "crowd", change: "past-bound", due: null, fires: true }],
      sends: { notices: 1 },
    });
  });

  test("says when it would start where the bound must be passed for some time", async () => {
    const house = await opened(NOTHING);
    expect(await foreseen(house, counting(", for: 1h"))).toMatchObject({
      timetable: [{ rule: "crowd", change: "past-bound", due: "2026-11-02T15:00:00.000Z", fires: false }],
      sends: { notices: 0 },
    });
  });

  test("says nothing of a rule that is paused", async () => {
    const house = await opened(NOTHING);
    expect((await foreseen(house, counting(), ["crowd"])).timetable).toEqual([]);
  });
});
