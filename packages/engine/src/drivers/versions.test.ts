import { type FactKey, must } from "@corridor/domain";
import type { Ruleset } from "@corridor/rules";
import { describe, expect, test } from "vitest";
import { type House, newCard, openHouse, writtenRules } from "../testing/index.ts";
import { preview } from "./preview.ts";
import { lastLook } from "./explain.ts";
import { replay } from "./replay.ts";
import { ring } from "./ring.ts";
import { sweep } from "./sweep.ts";

const STARTED = "2026-11-02T14:00:00.000Z"; // Monday 09:00 in New York, when the house opens

const stuck = (more = "for: 4h", name = "id: stuck") => `
  - ${name}
    name: Tell that a card stands still
    when: [{ while: 'card.stage == "intake"', ${more} }]
    then: [{ label: { add: [stuck] } }, { notify: { role: nurse, via: [board] } }]
`;
const greeting = `
  - id: greeting
    name: Greet
    when: [{ event: card.created }]
    then: [{ label: { add: [hello] } }]
`;

async function opened(rules: Ruleset): Promise<House> {
  const house = await openHouse(rules);
  await newCard(house, "c1");
  return house;
}

async function activated(house: House, rules: Ruleset): Promise<void> {
  await house.activate(rules);
  await sweep("p", house.authority, house.store, house.tzdata);
  await ring("p", house.authority, house.store);
}

const card = async (house: House, id = "c1") => must(await house.store.card("p", id), "the card");
const clocks = async (house: House) =>
  (await card(house)).timers.map(({ rule, since, due }) => ({ rule, since, due }));
const notices = async (house: House) =>
  (await house.store.events("p", { type: "notice.queued", limit: 999 })).length;
const isAsDecided = async (house: House) =>
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);

describe("edge-25: a change that has nothing to do with a clock", () => {
  test("leaves it as it stands, over any number of activations", async () => {
    const house = await opened(writtenRules(stuck()));
    const before = (await card(house)).timers;
    house.at("2026-11-02T15:00:00.000Z");
    await activated(house, writtenRules(greeting + stuck()));
    await activated(house, writtenRules(stuck() + greeting));
    expect((await card(house)).timers).toEqual(before);
    await isAsDecided(house);
  });
});

describe("rules that decide again", () => {
  test("take over the clocks of cards that nobody has touched, each time", async () => {
    const [without, with_] = [writtenRules(greeting), writtenRules(greeting + stuck())];
    const house = await opened(without);
    for (const minute of [10, 20, 30]) {
      house.at(`2026-11-02T14:${minute}:00.000Z`);
      await activated(house, with_);
      expect(await clocks(house)).toMatchObject([
        { rule: "stuck", since: `2026-11-02T14:${minute}:00.000Z` },
      ]);
      await activated(house, without);
      expect(await clocks(house)).toEqual([]);
    }
    await isAsDecided(house);
  });
});

describe("edge-26: a clock made so short that it is overdue", () => {
  test.each([
    ["fire", ["stuck"], 1],
    ["skip", [], 0],
  ])("does what `late: %s` says, counted from when it began", async (late, labels, told) => {
    const house = await opened(writtenRules(stuck()));
    house.at("2026-11-02T16:00:00.000Z");
    await activated(house, writtenRules(stuck(`for: 1h, late: ${late}`)));
    expect((await card(house)).card.labels).toEqual(labels);
    expect(await clocks(house)).toEqual([{ rule: "stuck", since: STARTED, due: null }]);
    expect(await notices(house)).toBe(told);
    await isAsDecided(house);
  });

  test("and one made longer rings later", async () => {
    const house = await opened(writtenRules(stuck()));
    house.at("2026-11-02T16:00:00.000Z");
    await activated(house, writtenRules(stuck("for: 6h")));
    expect(await clocks(house)).toEqual([{ rule: "stuck", since: STARTED, due: "2026-11-02T20:00:00.000Z" }]);
  });
});

describe("edge-27: a rule with a clock", () => {
  const renamed = writtenRules(stuck("for: 4h", "id: standstill\n    was: stuck"));

  test("that is called otherwise keeps it running", async () => {
    const house = await opened(writtenRules(stuck()));
    house.at("2026-11-02T15:00:00.000Z");
    await activated(house, renamed);
    expect(await clocks(house)).toEqual([
      { rule: "standstill", since: STARTED, due: "2026-11-02T18:00:00.000Z" },
    ]);
    house.at("2026-11-02T18:00:00.000Z");
    await ring("p", house.authority, house.store);
    expect(await notices(house)).toBe(1);
    await isAsDecided(house);
  });

  test("that has rung does not ring again under its new id, nor when it forgets the old one", async () => {
    const house = await opened(writtenRules(stuck()));
    house.at("2026-11-02T19:00:00.000Z");
    await ring("p", house.authority, house.store);
    await activated(house, renamed);
    await activated(house, writtenRules(stuck("for: 4h", "id: standstill")));
    expect(await clocks(house)).toEqual([{ rule: "standstill", since: STARTED, due: null }]);
    expect(await notices(house)).toBe(1);
    await isAsDecided(house);
  });

  test("names what it sends by its first id, so that nothing is sent again", async () => {
    const keys = async (rules: Ruleset) => {
      const house = await opened(rules);
      house.at("2026-11-02T18:00:00.000Z");
      await ring("p", house.authority, house.store);
      return (await house.store.events("p", { type: "notice.queued", limit: 9 })).map(({ data }) => data);
    };
    expect(await keys(renamed)).toEqual(await keys(writtenRules(stuck())));
  });

  test("that goes is cancelled; it comes back as it began, and what it did stays done", async () => {
    const house = await opened(writtenRules(stuck()));
    house.at("2026-11-02T15:00:00.000Z");
    await activated(house, writtenRules(greeting));
    expect(await clocks(house)).toEqual([]);
    await activated(house, writtenRules(`${stuck()}    enabled: true\n`));
    expect(await clocks(house)).toMatchObject([{ rule: "stuck" }]);
    house.at("2026-11-02T20:00:00.000Z");
    await ring("p", house.authority, house.store);
    await activated(house, writtenRules(`${stuck()}    enabled: false\n`));
    await activated(house, writtenRules(stuck()));
    await ring("p", house.authority, house.store);
    expect(await notices(house)).toBe(1);
    await isAsDecided(house);
  });

  test("that goes back to older rules keeps what it remembers", async () => {
    const first = writtenRules(stuck());
    const house = await opened(first);
    house.at("2026-11-02T19:00:00.000Z");
    await ring("p", house.authority, house.store);
    await activated(house, writtenRules(greeting));
    await activated(house, first);
    await ring("p", house.authority, house.store);
    expect(await notices(house)).toBe(1);
    await isAsDecided(house);
  });
});

describe("edge-08: a calendar that is edited while a clock counts by it", () => {
  test("moves when it is due, and not since when it counts", async () => {
    const rules = stuck("for: 2 business hours, calendar: office");
    const house = await opened(writtenRules(rules));
    expect(await clocks(house)).toEqual([{ rule: "stuck", since: STARTED, due: "2026-11-02T16:00:00.000Z" }]);
    const files = writtenRules(rules).files;
    const closed = (files["practice.yaml"] ?? "").replace(
      '"09:00-17:00"] }',
      '"09:00-17:00"] }, half_days: { 2026-11-02: ["09:00-10:00"] }',
    );
    await activated(house, writtenRules(rules, { "practice.yaml": closed }));
    expect(await clocks(house)).toEqual([{ rule: "stuck", since: STARTED, due: "2026-11-03T15:00:00.000Z" }]);
    await isAsDecided(house);
  });
});

const ports = (house: House, now: string) => ({
  now,
  tzdata: house.tzdata,
  factsOf: (keys: readonly FactKey[]) => house.store.transact("p", (tx) => tx.facts(keys)),
  rulesetOf: house.rulesetOf,
  breathe: async () => undefined,
});

describe("edge-28: a clock of a new rule on 300 cards that have stood for days", () => {
  const NOW = "2026-11-05T15:00:00.000Z";
  const old = async () => {
    const house = await openHouse(writtenRules(greeting));
    for (let n = 0; n < 300; n += 1) await newCard(house, `c${n}`);
    house.at(NOW);
    return house;
  };

  test("is planned on all of them and tells nobody, unless they stand still from now on", async () => {
    const house = await old();
    const rules = writtenRules(greeting + stuck());
    const plan = await preview(rules, await house.store.cards("p"), null, ports(house, NOW));
    expect(plan).toMatchObject({ cards: 300, sends: { messages: 0, notices: 0, calls: 0 } });
    expect(plan.clocks).toHaveLength(300);
    expect(plan.clocks.every(({ change, fires }) => change === "armed" && !fires)).toBe(true);
    await activated(house, rules);
    expect(await notices(house)).toBe(0);
    expect(await clocks(house)).toMatchObject([{ since: NOW, due: "2026-11-05T19:00:00.000Z" }]);
    house.at("2026-11-05T19:00:00.000Z");
    await ring("p", house.authority, house.store);
    expect(await notices(house)).toBe(300);
    await isAsDecided(house);
  });

  test("counts from when they came to stand there with `backdate`, and the plan says how many are told at once", async () => {
    const house = await old();
    const rules = writtenRules(greeting + stuck("for: 4h", "id: stuck\n    backdate: true"));
    const plan = await preview(rules, await house.store.cards("p"), null, ports(house, NOW));
    expect(plan.sends).toEqual({ messages: 0, notices: 300, calls: 0 });
    expect(plan.clocks.filter(({ fires }) => fires)).toHaveLength(300);
    expect(await notices(house)).toBe(0);
    await activated(house, rules);
    expect(await notices(house)).toBe(300);
    await isAsDecided(house);
  });
});

describe("what new rules would do", () => {
  test("is told of every card, with what is overdue and what would be sent, and nothing is done", async () => {
    const house = await opened(writtenRules(stuck()));
    await newCard(house, "c2");
    const rows = await house.store.cards("p");
    const head = await house.store.head("p");
    const shorter = writtenRules(stuck("for: 1h, late: fire"));
    const soon = await preview(shorter, rows, null, ports(house, "2026-11-02T14:30:00.000Z"));
    expect(soon).toMatchObject({ cards: 2, sends: { messages: 0, notices: 0, calls: 0 } });
    expect(soon.clocks).toEqual(
      ["c1", "c2"].map((id) => ({ rule: "stuck", card: id, change: "moved", fires: false })),
    );
    const later = await preview(shorter, rows, null, ports(house, "2026-11-02T16:00:00.000Z"));
    expect(later.sends.notices).toBe(2);
    expect(later.clocks.every(({ fires }) => fires)).toBe(true);
    const gone = await preview(writtenRules(greeting), rows, null, ports(house, STARTED));
    expect(gone.clocks.map(({ change }) => change)).toEqual(["cancelled", "cancelled"]);
    expect(await house.store.head("p")).toEqual(head);
  });

  test("is nothing for a rule that is only called otherwise", async () => {
    const house = await opened(writtenRules(stuck()));
    const other = writtenRules(stuck("for: 4h", "id: standstill\n    was: stuck"));
    expect((await preview(other, await house.store.cards("p"), null, ports(house, STARTED))).clocks).toEqual(
      [],
    );
  });
});

describe("edge-30: a lifecycle that changes while cards are in it", () => {
  const lifecycle = (version: number, stages: string) =>
    ({
      "lifecycle.yaml": `schema: corridor/v1\nkind: lifecycle\nid: small\nversion: ${version}\ninitial: intake\nstages:\n${stages}`,
    }) as const;
  const OLD = lifecycle(
    1,
    "  intake: { states: [new, waiting], moves: [{ to: visit, if: card.ready, because: Not ready yet }] }\n  visit: { moves: [{ to: done }] }\n  done: { final: true }\n",
  );
  const NEW = lifecycle(
    2,
    "  intake: { states: [arrived, asked], moves: [{ to: visit }] }\n  visit: { moves: [{ to: done }] }\n  done: { final: true }\nmigrate:\n  - { from: 1, map: { intake.new: intake.arrived, intake.waiting: intake.asked } }\n",
  );

  test("a card is decided by the version it keeps, new ones by the new", async () => {
    const house = await opened(writtenRules(greeting, OLD));
    await activated(house, writtenRules(greeting, NEW));
    await newCard(house, "c2");
    expect((await card(house, "c2")).card).toMatchObject({ lifecycle: 2, state: "arrived" });
    expect(await house.ask("c1", { type: "move", to: "visit" })).toMatchObject({ because: "Not ready yet" });
    expect(await house.ask("c1", { type: "move", to: "intake.waiting" })).toMatchObject({ ok: true });
    expect(await house.ask("c1", { type: "move", to: "intake.asked" })).toMatchObject({
      code: "place_unknown",
    });
    expect(await house.ask("c2", { type: "move", to: "visit" })).toMatchObject({ ok: true });
    await isAsDecided(house);
  });

  test("it comes under the new one by a command, where it belongs, and no rule starts", async () => {
    const rules = `${stuck()}
  - { id: enters, name: E, when: [{ event: card.entered, stage: intake }], then: [{ label: { add: [entered] } }] }
`;
    const house = await opened(writtenRules(stuck(), OLD));
    await activated(house, writtenRules(rules, NEW));
    house.at("2026-11-02T15:00:00.000Z");
    expect(await house.ask("c1", { type: "migrate", lifecycle: 2, to: "intake.arrived" })).toMatchObject({
      ok: true,
    });
    const after = await card(house);
    expect(after.card).toMatchObject({ lifecycle: 2, state: "arrived", labels: [], enteredStageAt: STARTED });
    expect(after.timers).toMatchObject([{ rule: "stuck", since: STARTED, due: "2026-11-02T18:00:00.000Z" }]);
    expect(await house.ask("c1", { type: "move", to: "visit" })).toMatchObject({ ok: true });
    await isAsDecided(house);
  });
});

describe("edge-31: a transaction that is open while other rules are activated", () => {
  test("decides by the rules that were active when it began", async () => {
    const house = await opened(writtenRules(greeting));
    const before = await house.store.active("p");
    const both = Promise.all([
      house.ask("c1", { type: "label", add: ["a"] }, { id: "before" }),
      house.activate(writtenRules(stuck())),
    ]);
    await both;
    await house.ask("c1", { type: "label", add: ["b"] }, { id: "after" });
    const [one] = await house.store.events("p", { card: "c1", type: "card.labelled", after: 4, limit: 9 });
    const by = async (id: string) => (await house.store.decisionOf("p", `${id}/1`))?.ruleset;
    expect(await by("before")).toBe(before);
    expect(await by("after")).toBe(await house.store.active("p"));
    expect(one).toBeDefined();
    await isAsDecided(house);
  });
});

describe("a rule that is paused", () => {
  test("lets its clocks stand, and is late when it is resumed", async () => {
    const house = await opened(writtenRules(stuck("for: 4h, late: { within: 1h }")));
    const itself = { kind: "practice", id: "p" } as const;
    await house.on(itself, { type: "rule.pause", rule: "stuck", reason: "Too many" });
    house.at("2026-11-02T18:30:00.000Z");
    expect(await ring("p", house.authority, house.store)).toBeNull();
    expect(await notices(house)).toBe(0);
    expect(await clocks(house)).toMatchObject([{ due: "2026-11-02T18:00:00.000Z" }]);
    house.restart();
    await house.on(itself, { type: "rule.resume", rule: "stuck" });
    await ring("p", house.authority, house.store);
    expect(await notices(house)).toBe(1);
    await isAsDecided(house);
  });

  test("is passed over by events, says so, and replay knows it", async () => {
    const house = await openHouse(writtenRules(greeting));
    const itself = { kind: "practice", id: "p" } as const;
    await house.on(itself, { type: "rule.pause", rule: "greeting" });
    await newCard(house, "c1");
    expect((await card(house)).card.labels).toEqual([]);
    expect(await lastLook("p", house.store, house.rulesetOf, "c1", "greeting")).toMatchObject({
      outcome: "paused",
      because: "The rule is paused",
    });
    await house.on(itself, { type: "rule.resume", rule: "greeting" });
    await newCard(house, "c2");
    expect((await card(house, "c2")).card.labels).toEqual(["hello"]);
    const counts = await house.store.runs("p", ["greeting"], STARTED);
    expect(counts.map(({ outcome, count }) => [outcome, count])).toEqual([
      ["paused", 1],
      ["fired", 1],
    ]);
    await isAsDecided(house);
  });
});
