import { join } from "node:path";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../env.ts";
import { readRulesDir } from "../house/found-practice.ts";
import { memoryBacking } from "../testing/memory-backing.ts";
import { type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const RULE = "count-denials";
const HEAD = "schema: corridor/v1\nkind: rules\nlifecycle: patient-journey\nrules:\n";
const COUNTS = `  - id: ${RULE}
    name: Label what was denied
    owner: lead
    when: [{ event: card.changed, field: claim.denials }]
    if: card.claim.denials / card.claim.count >= 0
    then: [{ label: { add: [denied-before] } }]
`;
const USER = { kind: "user", id: "manager", role: "manager" } as const;
const SYSTEM = { kind: "api", id: "clearing-house", role: "system" } as const;

interface Desk extends PracticeFixture {
  /** Sets the clock on. */
  wait(ms: number): void;
  /** Starts the rule so often, each time on the next of so many cards. */
  fire(times: number, cards: readonly string[], actor?: typeof USER | typeof SYSTEM): Promise<void>;
  cards(count: number, claims?: number): Promise<readonly string[]>;
  activate(rule: string): Promise<void>;
}

/** A practice with the rule, on a clock of its own. What is counted has really been decided. */
async function desk(rule = COUNTS): Promise<Desk> {
  let now = toEpochMs("2026-11-02T15:00:00.000Z");
  const backing = memoryBacking(() => fromEpochMs(now));
  const house = await practiceFixture({ backing });
  onTestFinished(() => house.close());
  const set = async (
    card: string,
    fields: Readonly<Record<string, number>>,
    actor: typeof USER | typeof SYSTEM,
  ) => {
    const ask = { command: { type: "set" as const, fields } };
    const done = await house.practice.execute({
      id: `set-${(n += 1)}`,
      subject: { kind: "card", id: card },
      actor,
      ask,
    });
    expect(done.ok).toBe(true);
  };
  let n = 0;
  const activate = async (text: string) => {
    const files = { ...(await readRulesDir(join(projectRoot, "rules"))), "own.rules.yaml": HEAD + text };
    const { hash, diagnostics } = (await house.ask("POST", "/rulesets", { body: { files } })).body;
    expect({ hash, diagnostics }).toEqual({ hash: expect.any(String), diagnostics: [] });
    await house.ask("POST", `/rulesets/${hash}/activate`);
  };
  await activate(rule);
  return {
    ...{ ...house, activate },
    wait: (ms) => void (now += ms),
    cards: async (count, claims = 1) => {
      const ids: string[] = [];
      for (let i = 0; i < count; i += 1) ids.push(await house.card());
      for (const id of ids) await set(id, { "claim.count": claims }, USER);
      return ids;
    },
    fire: async (times, cards, actor = USER) => {
      for (let i = 0; i < times; i += 1)
        await set(cards[i % cards.length] as string, { "claim.denials": (n += 1) }, actor);
      await house.practice.crier.settled();
    },
  };
}

const ruleOf = async ({ ask }: PracticeFixture) =>
  (await ask("GET", "/rules")).body.rules.find((rule: { id: string }) => rule.id === RULE);
const pausedOf = async (house: PracticeFixture) => (await ruleOf(house)).paused;
const noticesOf = async ({ backing }: PracticeFixture, role = "manager") =>
  (await backing.worklist.inbox("main", { person: null, roles: [role] }))
    .filter(({ effect }) => !effect.includes("rules-directory"))
    .map(({ text, card }) => ({ text: text.join(""), card }));

describe("a rule that is a week old", () => {
  test("and fires far more often than it is used to is paused, and owner and managers are told once", async () => {
    const one = await desk();
    const cards = await one.cards(20);
    one.wait(8 * DAY);
    await one.fire(200, cards);
    await one.house.tick();
    await one.house.tick();
    expect(await pausedOf(one)).toMatchObject({
      by: "rate-monitor",
      reason: expect.stringContaining("200 times"),
    });
    const told = {
      text: expect.stringMatching(/count-denials.*200 times within an hour.*paused/),
      card: null,
    };
    expect([await noticesOf(one), await noticesOf(one, "lead")]).toEqual([[told], [told]]);
    const before = (await ruleOf(one)).health.fired;
    await one.fire(5, cards);
    expect((await ruleOf(one)).health).toMatchObject({ fired: before, paused: 5 });
  }, 30_000);

  test("begins anew when it is resumed", async () => {
    const one = await desk();
    const cards = await one.cards(20);
    one.wait(8 * DAY);
    await one.fire(200, cards);
    await one.house.tick();
    one.wait(MINUTE);
    expect((await one.ask("POST", `/rules/${RULE}/resume`)).status).toBe(200);
    one.wait(MINUTE);
    await one.fire(10, cards);
    await one.house.tick();
    expect(await pausedOf(one)).toBeNull();
    await one.fire(190, cards);
    await one.house.tick();
    expect(await pausedOf(one)).toMatchObject({ reason: expect.stringContaining("200 times") });
    expect(await noticesOf(one)).toHaveLength(2);
  }, 30_000);

  test("goes on where it is used to it", async () => {
    const one = await desk();
    const cards = await one.cards(20);
    one.wait(2 * DAY);
    await one.fire(7_000, cards);
    one.wait(6 * DAY);
    await one.fire(205, cards);
    await one.house.tick();
    expect([await pausedOf(one), await noticesOf(one)]).toEqual([null, []]);
  }, 120_000);

  test("goes on with fewer than 200 firings", async () => {
    const one = await desk();
    const cards = await one.cards(20);
    one.wait(8 * DAY);
    await one.fire(199, cards);
    await one.house.tick();
    expect([await pausedOf(one), await noticesOf(one)]).toEqual([null, []]);
  }, 30_000);

  test("goes on, and is told of once a day, where it keeps patients safe", async () => {
    const one = await desk(COUNTS.replace("    owner: lead\n", "    owner: lead\n    safety: true\n"));
    const cards = await one.cards(20);
    one.wait(8 * DAY);
    await one.fire(200, cards);
    await one.house.tick();
    await one.house.tick();
    expect(await pausedOf(one)).toBeNull();
    const told = [{ text: expect.stringMatching(/keeps patients safe/), card: null }];
    expect([await noticesOf(one), await noticesOf(one, "lead")]).toEqual([told, told]);
  }, 30_000);
});

test("a rule younger than a week is used to nothing yet", async () => {
  const one = await desk();
  const cards = await one.cards(20);
  one.wait(6 * DAY);
  await one.fire(300, cards);
  await one.house.tick();
  expect([await pausedOf(one), await noticesOf(one)]).toEqual([null, []]);
}, 30_000);

describe("firings on one card", () => {
  test("are too many above the practice's limit, however young the rule, and the notice names the card", async () => {
    const one = await desk();
    const [card = "", ...others] = await one.cards(3);
    await one.fire(20, [card], SYSTEM);
    await one.fire(40, others, SYSTEM);
    await one.house.tick();
    expect(await pausedOf(one)).toBeNull();
    await one.fire(1, [card], SYSTEM);
    await one.house.tick();
    expect((await pausedOf(one)).reason).toMatch(/21 times on one card within an hour, more than the 20/);
    expect(await noticesOf(one)).toEqual([{ text: expect.stringMatching(/resume it/), card }]);
  }, 30_000);

  test("are not counted where a person did it", async () => {
    const one = await desk();
    const [card = ""] = await one.cards(1);
    await one.fire(60, [card]);
    await one.house.tick();
    expect(await pausedOf(one)).toBeNull();
  }, 30_000);

  test("are not counted when they are older than an hour", async () => {
    const one = await desk();
    const [card = ""] = await one.cards(1);
    await one.fire(15, [card], SYSTEM);
    one.wait(HOUR + MINUTE);
    await one.fire(15, [card], SYSTEM);
    await one.house.tick();
    expect(await pausedOf(one)).toBeNull();
  }, 30_000);
});

describe("a rule that goes wrong", () => {
  test("five times within an hour is unhealthy, and its owner is told once", async () => {
    const one = await desk();
    const [card = ""] = await one.cards(1, 0);
    await one.fire(4, [card]);
    await one.house.tick();
    expect((await ruleOf(one)).health).toMatchObject({ errors: 4, unhealthy: null });
    expect(await noticesOf(one, "lead")).toEqual([]);
    one.wait(59 * MINUTE);
    await one.fire(1, [card]);
    await one.house.tick();
    await one.house.tick();
    expect((await ruleOf(one)).health).toMatchObject({ errors: 5, unhealthy: expect.any(String) });
    const told = [
      { text: expect.stringMatching(/count-denials.*went wrong 5 times within an hour/), card: null },
    ];
    expect([await noticesOf(one, "lead"), await noticesOf(one)]).toEqual([told, told]);
    expect(await pausedOf(one)).toBeNull();
    one.wait(DAY);
    expect((await ruleOf(one)).health.unhealthy).not.toBeNull();
  }, 30_000);

  test("less often is not", async () => {
    const one = await desk();
    const [card = ""] = await one.cards(1, 0);
    for (let i = 0; i < 3; i += 1) {
      await one.fire(2, [card]);
      one.wait(31 * MINUTE);
      await one.house.tick();
    }
    expect((await ruleOf(one)).health).toMatchObject({ errors: 6, unhealthy: null });
    expect(await noticesOf(one)).toEqual([]);
  }, 30_000);

  test("is given another chance by rules that mend it", async () => {
    const one = await desk();
    const [card = ""] = await one.cards(1, 0);
    await one.fire(5, [card]);
    one.wait(MINUTE);
    await one.activate(COUNTS.replace("card.claim.denials / card.claim.count", "card.claim.denials"));
    await one.fire(5, [card]);
    expect((await ruleOf(one)).health).toMatchObject({ errors: 5, unhealthy: null, fired: 5 });
  }, 30_000);
});
