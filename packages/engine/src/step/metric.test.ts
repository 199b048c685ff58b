import { describe, expect, test } from "vitest";
import { dispatch } from "../drivers/dispatch.ts";
import type { Sender } from "../drivers/sender.ts";
import { replay } from "../drivers/replay.ts";
import { ring } from "../drivers/ring.ts";
import { sweep } from "../drivers/sweep.ts";
import { type House, newCard, openHouse, writtenRules } from "../testing/index.ts";

const METRICS = `metrics:
  ready_rate: { unit: ratio, count: { event: card.changed, field: ready, to: true }, of: { event: card.entered, stage: visit } }
  visits: { unit: count, count: { event: card.entered, stage: visit } }
  intake_minutes: { unit: minutes, over: 24h, count: { event: card.left, stage: intake } }
`;
const rules = (when: string) =>
  writtenRules(
    `
  - id: too-many
    name: Too many are ready
    when: [{ ${when} }]
    then: [{ notify: { role: manager, via: [board], text: "\${trigger.value} of \${trigger.samples}" } }]
`,
    {},
    METRICS,
  );
const RATE = "metric: ready_rate, over: 24h, above: 0.5, clear_below: 0.3, min_samples: 2";
const done = { sent: true } as const;
const sender: Sender = { message: async () => done, notice: async () => done, call: async () => done };

async function opened(when: string): Promise<House> {
  const house = await openHouse(rules(when));
  await sweep("p", house.authority, house.store, house.tzdata);
  await settled(house);
  return house;
}

async function settled(house: House) {
  do await ring("p", house.authority, house.store);
  while ((await dispatch("p", { authority: house.authority, worklist: house.store, sender })) > 0);
}

async function at(house: House, now: string) {
  house.at(now);
  house.restart();
  await settled(house);
}

/** A new card goes on to its visit, ready or not. */
async function visits(house: House, ...cards: readonly `${string}${"+" | "-"}`[]) {
  for (const name of cards) {
    const card = name.slice(0, -1);
    await newCard(house, card);
    if (name.endsWith("+")) await house.ask(card, { type: "set", fields: { ready: true } });
    await house.ask(card, { type: "move", to: "visit" });
  }
  await settled(house);
}

const told = async (house: House) =>
  (await house.store.events("p", { type: "notice.queued", limit: 99 })).map(({ data }) =>
    "text" in data ? data.text.join("") : "",
  );
const asDecided = async (house: House) =>
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);

describe("metric", () => {
  test("starts once when the number goes past its bound, and not before there are enough", async () => {
    const house = await opened(RATE);
    await visits(house, "a+");
    expect(await told(house)).toEqual([]);
    await visits(house, "b+", "c+");
    expect(await told(house)).toEqual(["1 of 3"]);
    await asDecided(house);
  });

  test("starts again only after it has come back below the other bound", async () => {
    const house = await opened(RATE);
    await visits(house, "a+", "b+");
    await visits(house, "c-", "d-", "e-");
    await visits(house, "f+", "g+");
    expect(await told(house)).toEqual(["1 of 2"]);
    await visits(house, "h-", "i-", "j-", "k-", "l-", "m-", "n-");
    await visits(house, "o+", "p+", "q+", "r+", "s+", "t+", "u+");
    expect((await told(house)).length).toBe(2);
    await asDecided(house);
  });

  test("comes back, and goes past, when what was counted is too long ago, though nothing happens", async () => {
    const house = await opened(RATE);
    await visits(house, "a+", "b+");
    await at(house, "2026-11-02T20:00:00.000Z");
    await visits(house, "c-", "d-", "e-", "f-");
    expect(await told(house)).toEqual(["1 of 2"]);
    await at(house, "2026-11-03T14:00:00.000Z");
    expect(await house.store.nextDue("p")).toBe("2026-11-03T20:00:00.000Z");
    await visits(house, "g+", "h+", "i+", "j+", "k+", "l+");
    expect(await told(house)).toEqual(["1 of 2", "0.6 of 10"]);
    await at(house, "2026-11-05T14:00:00.000Z");
    expect(await house.store.nextDue("p")).toBeNull();
    await asDecided(house);
  });

  test("waits as long as `for` says, over a restart, and not at all where it comes back before", async () => {
    const house = await opened(`${RATE}, for: 1h`);
    await visits(house, "a+", "b+");
    await at(house, "2026-11-02T14:59:00.000Z");
    expect(await told(house)).toEqual([]);
    await visits(house, "c-", "d-", "e-", "f-");
    await at(house, "2026-11-02T15:30:00.000Z");
    expect(await told(house)).toEqual([]);
    await visits(house, "g+", "h+", "i+", "j+");
    await at(house, "2026-11-02T16:29:59.999Z");
    expect(await told(house)).toEqual([]);
    await at(house, "2026-11-02T16:30:00.000Z");
    expect(await told(house)).toEqual(["0.6 of 10"]);
    await asDecided(house);
  });

  test("rings each time it has been past its bound for long enough", async () => {
    const house = await opened(`${RATE}, for: 1h`);
    await visits(house, "a+", "b+");
    await at(house, "2026-11-02T15:00:00.000Z");
    await visits(house, "c-", "d-", "e-", "f-", "g-");
    await visits(house, "h+", "i+", "j+", "k+", "l+");
    await at(house, "2026-11-02T16:00:00.000Z");
    expect(await told(house)).toEqual(["1 of 2", "0.5833333333333334 of 12"]);
    await asDecided(house);
  });

  test("counts, each location by itself, where it is told to", async () => {
    const house = await opened("metric: visits, over: 24h, per: location, above: 1");
    await visits(house, "a-");
    expect(await told(house)).toEqual([]);
    await visits(house, "b-");
    expect((await house.store.events("p", { type: "notice.queued", limit: 9 })).length).toBe(1);
    await asDecided(house);
  });

  test("can be below a bound as well, and is from the beginning", async () => {
    expect(await told(await opened("metric: visits, over: 24h, below: 1"))).toEqual(["0 of 0"]);
  });

  test("does not count what an import tells", async () => {
    const house = await opened("metric: visits, over: 24h, above: 0");
    const at = { card: "visit", location: "main", patient: "pat", at: "visit" } as const;
    await house.ask(
      "old",
      { type: "import", ...at, fields: {}, appointment: null, claims: [] },
      { actor: { kind: "import", id: "import", role: "system" } },
    );
    await settled(house);
    expect(await told(house)).toEqual([]);
  });

  test("does not count what was undone: it comes back below its bound by that", async () => {
    const house = await opened("metric: visits, over: 24h, above: 0");
    const undo = async (card: string) => {
      const [moved] = await house.store.events("p", { card, type: "card.moved", limit: 1 });
      await house.ask(card, { type: "undo", event: moved?.id ?? "" });
      await settled(house);
    };
    await visits(house, "a-");
    await undo("a");
    await visits(house, "b-");
    expect(await told(house)).toEqual(["1 of 0", "1 of 0"]);
    await asDecided(house);
  });

  test("is of minutes how long cards stood in the stage they left", async () => {
    const house = await opened("metric: intake_minutes, over: 24h, above: 25, min_samples: 2");
    await newCard(house, "a");
    await newCard(house, "b");
    await at(house, "2026-11-02T14:20:00.000Z");
    await house.ask("a", { type: "move", to: "intake.ready" });
    await house.ask("a", { type: "move", to: "visit" });
    await settled(house);
    expect(await told(house)).toEqual([]);
    await at(house, "2026-11-02T14:40:00.000Z");
    await house.ask("b", { type: "move", to: "visit" });
    await settled(house);
    expect(await told(house)).toEqual(["30 of 2"]);
    await asDecided(house);
  });

  test("of a paused rule is not looked at, and is when the rule is resumed and something is counted", async () => {
    const house = await opened("metric: visits, over: 24h, above: 0");
    const practice = { kind: "practice", id: "p" } as const;
    await house.on(practice, { type: "rule.pause", rule: "too-many" });
    await visits(house, "a-");
    expect(await told(house)).toEqual([]);
    await house.on(practice, { type: "rule.resume", rule: "too-many" });
    await visits(house, "b-");
    expect(await told(house)).toEqual(["2 of 0"]);
    await asDecided(house);
  });

  test("goes on where it stood under new rules that leave it alone, and under another id", async () => {
    const house = await opened(RATE);
    await visits(house, "a+", "b+");
    const renamed = writtenRules(
      `
  - id: too-many-ready
    was: too-many
    name: Too many are ready
    when: [{ ${RATE} }]
    then: [{ notify: { role: manager, via: [board] } }]
`,
      {},
      METRICS,
    );
    await house.activate(renamed);
    await sweep("p", house.authority, house.store, house.tzdata);
    await settled(house);
    await visits(house, "c+");
    expect(await told(house)).toEqual(["1 of 2"]);
    await asDecided(house);
  });
});

describe("metric() in an expression", () => {
  const reading = writtenRules(
    `
  - id: says
    name: Say how it goes
    when: [{ event: card.changed, field: count }]
    if: metric("visits", "practice") >= 1.0
    then: [{ task: { title: '\${metric("ready_rate", "location")}, \${metric("intake_minutes", "practice")}' } }]
`,
    {},
    METRICS,
  );
  const titles = async (house: House) =>
    (await house.store.card("p", "a"))?.card.tasks.map(({ title }) => title.join(""));

  test("is known in every place, from the history alone, and is decided again as it was", async () => {
    const house = await openHouse(reading);
    await newCard(house, "a");
    await house.ask("a", { type: "set", fields: { count: 1 } });
    expect(await titles(house)).toEqual([]);
    await at(house, "2026-11-02T14:30:00.000Z");
    await house.ask("a", { type: "move", to: "visit" });
    await house.ask("a", { type: "set", fields: { count: 2 } });
    await house.ask("a", { type: "set", fields: { ready: true } });
    await house.ask("a", { type: "set", fields: { count: 3 } });
    expect(await titles(house)).toEqual(["0, 30", "1, 30"]);
    await at(house, "2026-12-24T14:30:00.000Z");
    await house.ask("a", { type: "set", fields: { count: 4 } });
    expect(await titles(house)).toHaveLength(2);
    await asDecided(house);
  });
});
