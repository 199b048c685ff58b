import { join } from "node:path";
import type { Ruleset } from "@corridor/rules";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../env.ts";
import { practiceFixture } from "../testing/practice-fixture.ts";
import { readRulesDir } from "./found-practice.ts";

const FILE = "templates/visit_reminder.md";

test("many rulesets that are looked at do not pile up, and the one that decides stays at hand", async () => {
  const house = await practiceFixture();
  onTestFinished(() => house.close());
  const { shelf } = house.practice;
  const { active } = shelf;
  const files = await readRulesDir(join(projectRoot, "rules"));
  const seen: Ruleset[] = [];
  for (let i = 0; i < 10; i += 1) {
    const body = { files: { ...files, [FILE]: `Come, {first_name}: {visit_day} {visit_time}, ${i}` } };
    const { hash } = (await house.ask("POST", "/rulesets", { body })).body;
    seen.push(await shelf.of(hash));
  }
  const [first, last] = [seen[0] as Ruleset, seen[9] as Ruleset];
  expect(await shelf.of(last.hash)).toBe(last);
  const again = await shelf.of(first.hash);
  expect(again).not.toBe(first);
  expect(again.hash).toBe(first.hash);
  expect(await shelf.of(active?.hash ?? "")).toBe(active);
});
