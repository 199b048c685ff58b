import type { RunCount } from "@corridor/engine/ports";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../env.ts";
import { join } from "node:path";
import { readRulesDir } from "../house/found-practice.ts";
import { memoryBacking } from "../testing/memory-backing.ts";
import { type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";

const HOUR = 3_600_000;
const RULE = "assign-intake";

/** A practice whose rules are as old as is said, on a clock of its own; a rule fired so often in the week and in the last hour. */
async function practice(fired: { readonly hour: number; readonly week: number }, age = 8 * 24 * HOUR) {
  let now = toEpochMs("2026-11-02T15:00:00.000Z");
  const backing = memoryBacking(() => fromEpochMs(now));
  const counts: RunCount[] = [];
  const runs = backing.history.runs.bind(backing.history);
  const told = async (id: string, rules: readonly string[], since: string) => {
    if (counts.length === 0) return runs(id, rules, since);
    const inHour = toEpochMs(since) >= now - HOUR;
    return counts.flatMap((count) =>
      rules.includes(count.rule) ? [{ ...count, count: inHour ? fired.hour : fired.week }] : [],
    );
  };
  Object.assign(backing.history, { runs: told });
  const house = await practiceFixture({ backing });
  onTestFinished(() => house.close());
  now += age;
  counts.push({ rule: RULE, outcome: "fired", count: 0, last: fromEpochMs(now) });
  return house;
}

const pausedOf = async ({ ask }: PracticeFixture) =>
  (await ask("GET", "/rules")).body.rules.find((rule: { id: string }) => rule.id === RULE).paused;
const noticesOf = async ({ ask }: PracticeFixture) =>
  (await ask("GET", "/inbox")).body.notices.map(({ text }: { text: string }) => text);

test("a rule that fires far more often than it is used to is paused, and the managers are told once", async () => {
  const one = await practice({ hour: 240, week: 240 + 167 * 40 });
  await one.house.tick();
  await one.house.tick();
  expect(await pausedOf(one)).toMatchObject({
    by: "rate-monitor",
    reason: expect.stringContaining("240 times"),
  });
  expect(await noticesOf(one)).toEqual([
    expect.stringMatching(/assign-intake.*240 times within an hour.*paused/),
  ]);
});

test.each([
  ["is used to it", { hour: 240, week: 240 + 167 * 60 }, undefined],
  ["fires less than 200 times", { hour: 199, week: 199 }, undefined],
  ["is younger than a week", { hour: 900, week: 900 }, 6 * 24 * HOUR],
])("one that %s goes on", async (_, fired, age) => {
  const one = await practice(fired, age);
  await one.house.tick();
  expect([await pausedOf(one), await noticesOf(one)]).toEqual([null, []]);
});

test("one that keeps patients safe is told of and goes on", async () => {
  const one = await practice({ hour: 900, week: 900 });
  const files = await readRulesDir(join(projectRoot, "rules"));
  const text = files["intake.rules.yaml"]?.replace(
    `- id: ${RULE}\n`,
    `- id: ${RULE}\n    safety: true\n    owner: lead\n`,
  );
  const { hash } = (
    await one.ask("POST", "/rulesets", { body: { files: { ...files, "intake.rules.yaml": text } } })
  ).body;
  await one.ask("POST", `/rulesets/${hash}/activate`);
  await one.house.tick();
  await one.house.tick();
  expect(await pausedOf(one)).toBeNull();
  expect(await noticesOf(one)).toEqual([expect.stringMatching(/keeps patients safe/)]);
  const lead = await one.backing.worklist.inbox("main", { person: null, roles: ["lead"] });
  expect(lead).toHaveLength(1);
});
