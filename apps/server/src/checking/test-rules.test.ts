import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { failingTests } from "../rulesets/failing-tests.ts";
import { testRules } from "./check-rules.ts";

const RULES = join(import.meta.dirname, "../../../../rules");
const files: Record<string, string> = Object.fromEntries(
  readdirSync(RULES, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(yaml|md|csv)$/.test(name))
    .map((name) => [name, readFileSync(join(RULES, name), "utf8")]),
);

test("the tests among the rules of the default practice pass, run beside the event loop", async () => {
  const tested = await testRules(files);
  expect(tested).toMatchObject({ ok: true, failed: 0 });
  expect("passed" in tested && tested.passed).toBeGreaterThan(10);
  expect(await failingTests(files)).toEqual([]);
}, 120_000);

test("a test that fails is named with its place, and faults of the files stand instead of results", async () => {
  const name = "intake.test.yaml";
  const spoiled = {
    ...files,
    [name]: (files[name] as string).replace(/fired: \[[^\]]*\]/, "fired: [stuck-in-intake]"),
  };
  const failures = await failingTests(spoiled);
  expect(failures.length).toBeGreaterThan(0);
  expect(failures[0]).toMatch(
    /^intake\.test\.yaml:\d+:\d+ “[^”]+”: expected fired: stuck-in-intake, and got fired: /,
  );
  const broken = await failingTests({ ...files, "intake.rules.yaml": "schema: corridor/v2" });
  expect(broken[0]).toMatch(/^intake\.rules\.yaml:1:\d+ /);
}, 120_000);
