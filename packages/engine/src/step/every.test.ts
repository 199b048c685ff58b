import { describe, expect, test } from "vitest";
import { dispatch } from "../drivers/dispatch.ts";
import type { Sender } from "../drivers/sender.ts";
import { replay } from "../drivers/replay.ts";
import { ring } from "../drivers/ring.ts";
import { sweep } from "../drivers/sweep.ts";
import { type House, newCard, openHouse, writtenRules } from "../testing/index.ts";

const SWEEPS = (when: string, more: readonly string[] = []) => `
  - id: sweeps
    name: Count the mornings of every card that waits
    when: [{ ${when} }]
${more.map((line) => `    ${line}\n`).join("")}    then: [{ set: { count: =card.count + 1, checked_at: =trigger.due } }]
`;
const rules = (when: string, more?: readonly string[]) => writtenRules(SWEEPS(when, more));
const EACH = "each: card.stage == 'intake' && card.waiting";
const done = { sent: true } as const;
const sender: Sender = { message: async () => done, notice: async () => done, call: async () => done };

async function opened(when: string, more?: readonly string[]): Promise<House> {
  const house = await openHouse(rules(when, more));
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

  test("finds the last of very many times that were slept through", async () => {
    const house = await opened(`every: "* * * * *", ${EACH}`);
    // A quarter of a million minutes: looked through one by one they take half a minute.
    await at(house, "2027-04-24T20:00:30.000Z");
    expect((await house.store.card("p", "a"))?.card.fields["checked_at"]).toBe("2027-04-24T20:00:00.000Z");
    expect(await counts(house)).toMatchObject({ a: 1 });
    expect(await house.store.nextDue("p")).toBe("2027-04-24T20:01:00.000Z");
  }, 5_000);

  test("goes on after holidays, however many of its times fall on them", async () => {
    const house = await opened(`every: "* * * * *", skip_holidays: closed, ${EACH}`);
    await at(house, "2026-11-03T04:59:00.000Z");
    expect(await house.store.nextDue("p")).toBe("2026-11-04T05:00:00.000Z");
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
    then: [{ select: { from: cards, where: it.stage == "intake", order_by: [it.count], limit: 1, then: [{ label: { add: [called] } }] } }]
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

  test("a rule that is called otherwise keeps its time", async () => {
    const house = await opened(`every: "30 9 * * *", ${EACH}`);
    const renamed = SWEEPS(`every: "30 9 * * *", ${EACH}`).replace(
      "id: sweeps",
      "id: counts\n    was: sweeps",
    );
    await house.activate(writtenRules(renamed));
    await sweep("p", house.authority, house.store, house.tzdata);
    await at(house, "2026-11-02T14:30:00.000Z");
    expect(await counts(house)).toEqual({ a: 1, b: 0 });
    await asDecided(house);
  });

  test("does `else`, acts `once`, and looks at `if` on each card as on any other", async () => {
    const house = await opened(`every: "30 9 * * *", each: card.stage == 'intake'`, [
      "once: card",
      "if: card.waiting",
      "else: [{ label: { add: [passed] } }]",
    ]);
    await at(house, "2026-11-02T14:30:00.000Z");
    await at(house, "2026-11-03T14:30:00.000Z");
    expect(await counts(house)).toEqual({ a: 1, b: 0 });
    const labels = (await house.store.cards("p")).map(({ card }) => card.labels);
    expect(labels).toEqual([[], ["passed"]]);
    await asDecided(house);
  });

  test("goes on until it has been on every card, once on each, over a stop in the middle", async () => {
    const house = await opened(`every: "30 9 * * *", each: card.stage == 'intake'`);
    for (let n = 0; n < 448; n += 1) await newCard(house, `c${String(n).padStart(3, "0")}`);
    house.at("2026-11-02T14:30:00.000Z");
    await ring("p", house.authority, house.store);
    await dispatch("p", { authority: house.authority, worklist: house.store, sender });
    await at(house, "2026-11-02T14:30:00.000Z");
    const all = Object.values(await counts(house));
    expect([all.length, new Set(all)]).toEqual([450, new Set([1])]);
    const chosen = await house.store.events("p", { type: "cards.chosen", limit: 9 });
    expect(chosen.map(({ data }) => ("cards" in data ? data.cards.length : 0))).toEqual([200, 200, 50]);
    await asDecided(house);
  });
});

describe("every, on no card", () => {
  const daily = (rest: string, more = "") =>
    writtenRules(`
  - id: mornings
    name: Begin the day
    when: [{ every: "30 9 * * *" }]
${rest}${more}`);
  const told = async (house: House) =>
    (await house.store.events("p", { type: "notice.queued", limit: 9 })).flatMap((one) =>
      one.type === "notice.queued"
        ? [
            {
              ...{ to: one.data.to.role, on: one.subject.kind },
              text: one.data.text.map((part) => (typeof part === "string" ? part : "‹name›")).join(""),
            },
          ]
        : [],
    );
  async function morning(ruleset: ReturnType<typeof daily>, cards = ["b", "a"]) {
    const house = await openHouse(ruleset);
    for (const card of cards) await newCard(house, card);
    await sweep("p", house.authority, house.store, house.tzdata);
    await at(house, "2026-11-02T14:30:00.000Z");
    return house;
  }

  test("tells staff what `if` says, and otherwise what `else` says", async () => {
    const house = await morning(
      daily(`    let: { due: trigger.due }
    if: due < timestamp("2026-11-03T00:00:00Z")
    then: [{ notify: { role: nurse, via: [board], text: "On \${day(due)}" } }]
    else: [{ notify: { role: front_desk, via: [board] } }]
`),
    );
    await at(house, "2026-11-03T14:30:00.000Z");
    expect(await told(house)).toEqual([
      { to: "nurse", on: "practice", text: "On 2026-11-02" },
      { to: "front_desk", on: "practice", text: "Begin the day" },
    ]);
    await asDecided(house);
  });

  test("what it announces is heard by rules that need no card, and by no others", async () => {
    const listens = (id: string, then: string) => `
  - id: ${id}
    name: Hear ${id}
    when: [{ event: day-begins }]
    then: [${then}]
`;
    const house = await morning(
      daily(
        "    then: [{ emit: day-begins }]\n",
        listens("hears", "{ notify: { role: nurse, via: [board] } }") +
          listens("deaf", "{ notify: { role: nurse, via: [board] } }, { label: { add: [heard] } }"),
      ),
    );
    expect(await told(house)).toEqual([{ to: "nurse", on: "practice", text: "Hear hears" }]);
    await asDecided(house);
  });

  test("what goes in a circle on no card ends, and it is told", async () => {
    const house = await morning(
      daily(
        "    then: [{ emit: day-begins }]\n",
        `
  - id: echoes
    name: Announce it again
    when: [{ event: day-begins }, { event: day-goes-on }]
    if: 1 < 2
    then: [{ emit: day-goes-on }]
`,
      ),
    );
    const runs = await house.store.runs("p", ["echoes"], "2026-11-02T00:00:00.000Z");
    expect(runs).toMatchObject([
      { outcome: "fired", count: 1 },
      { outcome: "loop-stopped", count: 1 },
    ]);
    await asDecided(house);
  });

  test("acts in shadow, and not at all while it is paused", async () => {
    const shadow = daily("    enabled: shadow\n    then: [{ notify: { role: nurse, via: [board] } }]\n");
    expect(await told(await morning(shadow))).toEqual([]);
    const house = await openHouse(daily("    then: [{ notify: { role: nurse, via: [board] } }]\n"));
    await sweep("p", house.authority, house.store, house.tzdata);
    await house.on({ kind: "practice", id: "p" }, { type: "rule.pause", rule: "mornings" });
    await at(house, "2026-11-02T14:30:00.000Z");
    expect(await told(house)).toEqual([]);
  });

  const DIGEST = `    then:
      - select: { from: cards, where: it.stage == "intake" && it.count == 0, limit: 200, digest: true, then: [{ notify: { role: front_desk, via: [board], text: "\${digest.count} wait" } }] }
`;
  test("a digest names every card it found in one notice, and none where it found nothing", async () => {
    const house = await morning(daily(DIGEST));
    const text = "2 wait (2 cards): ‹name›, ‹name›";
    expect(await told(house)).toEqual([{ to: "front_desk", on: "practice", text }]);
    await asDecided(house);
    expect(await told(await morning(daily(DIGEST), []))).toEqual([]);
  });

  test("a digest of more cards than are looked for at once is one notice all the same, and says how many", async () => {
    const cards = Array.from({ length: 250 }, (_, n) => `c${String(n).padStart(3, "0")}`);
    const house = await morning(daily(DIGEST), cards);
    const [notice, second] = await told(house);
    expect(second).toBeUndefined();
    expect(notice?.text).toMatch(/^250 wait \(250 cards\): (‹name›, ){100}…$/);
    await asDecided(house);
  });
});

describe("a rule that starts on no card and can not be done", () => {
  const notices = async (house: House) =>
    (await house.store.events("p", { type: "notice.queued", limit: 99 })).map(({ data, actor }) =>
      "text" in data && "to" in data ? [actor.id, data.to, data.text.join("")] : [],
    );
  const failing = async (rest: string) => {
    const house = await openHouse(
      writtenRules(`
  - id: fails
    name: Look at the morning
    when: [{ every: "30 9 * * *" }]
${rest}`),
    );
    await newCard(house, "a");
    await sweep("p", house.authority, house.store, house.tzdata);
    await at(house, "2026-11-02T14:30:00.000Z");
    return house;
  };
  const manager = { role: "manager", person: null };

  const CHOOSES = `    then: [{ choose: [{ if: '10 / size("") > 1', then: [] }, { else: [] }] }]\n`;

  test.each([
    ["its condition", `    if: '10 / size("") > 1'\n    then: [stop]\n`],
    ["what it does", CHOOSES],
    [
      "which cards it means",
      "    then: [{ select: { from: cards, where: 'it.stage == \"intake\" && 10 / it.count > 1', limit: 5, then: [{ label: { add: [x] } }] } }]\n",
    ],
  ])("is put before a manager: %s", async (_, rest) => {
    const house = await failing(rest);
    expect(await notices(house)).toEqual([
      ["fails", manager, expect.stringMatching(/^“Look at the morning” \(fails\) could not be done: .*zero/)],
    ]);
    await asDecided(house);
  });

  test("is put before its owner, and not again within a day", async () => {
    const house = await failing(`    owner: nurse\n${CHOOSES}`);
    const [told] = await house.store.events("p", { type: "notice.queued", limit: 9 });
    expect(told?.data).toMatchObject({
      to: { role: "nurse", person: null },
      group: { quietUntil: "2026-11-03T14:30:00.000Z" },
    });
  });
});
