import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "@corridor/server";
import { expect, onTestFinished, test } from "vitest";
import { cli } from "./testing/cli.ts";

const HEAD =
  "schema: corridor/v1\nkind: tests\nrules: [by-hand.rules.yaml]\nstart: 2026-11-02T09:00\ntests:\n";
const PASSES = `  - name: Nothing happens
    card: { id: c1, stage: treatment }
    steps: [{ expect: { none: true } }]
`;
const FAILS = `  - name: A <result> & more
    card: { id: c1, stage: treatment }
    steps: [{ do: { event: { x.lab.result: { status: abnormal, test: Iron } } }, expect: { none: true } }]
`;

/** A rules directory of the house's own rules and one file of tests. */
function rulesWith(tests: string): string {
  const dir = mkdtempSync(join(tmpdir(), "corridor-tests-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  cpSync(join(projectRoot, "rules"), dir, {
    recursive: true,
    filter: (path) => !path.endsWith(".test.yaml"),
  });
  writeFileSync(join(dir, "a.test.yaml"), tests);
  return dir;
}
const lastLine = (text: string): string | undefined => text.trimEnd().split("\n").at(-1);

test("tests that pass end with 0 and the count", async () => {
  const { exit, out, err } = await cli("rules", "test", rulesWith(HEAD + PASSES));
  expect([exit, lastLine(out), err]).toEqual([0, "1 passed, 0 failed", ""]);
});

test("a test that fails ends with 1, its place, what happened and why", async () => {
  const { exit, out } = await cli("rules", "test", rulesWith(HEAD + PASSES + FAILS));
  expect([exit, lastLine(out)]).toEqual([1, "1 passed, 1 failed"]);
  expect(out).toMatch(
    /✗ A <result> & more\n {4}a\.test\.yaml:11:\d+\n {6}expected {2}none\n {6}actual {4}fired: \[lab-result-arrived\]/,
  );
  expect(out).toContain('✓ event.status == "abnormal"   event.status = abnormal');
});

test("tests that can not be run end with 1, and say where they are wrong", async () => {
  const dir = rulesWith(HEAD + PASSES.replace("stage: treatment", "stage: treatmnt"));
  const told = await cli("rules", "test", dir);
  expect([told.exit, lastLine(told.out)]).toEqual([1, "0 passed, 0 failed"]);
  expect(told.out).toMatch(/a\.test\.yaml:7:\d+ name-unknown .*did you mean "treatment"\?/);
  const json = await cli("rules", "test", dir, "--json");
  expect([json.exit, JSON.parse(json.out)]).toMatchObject([
    1,
    { ok: false, diagnostics: [{ code: "name-unknown" }] },
  ]);
  const junit = await cli("rules", "test", dir, "--format", "junit");
  expect([junit.exit, junit.err.trim()]).toEqual([1, "0 passed, 0 failed"]);
  expect(junit.out).toMatch(/^<\?xml .*failures="1"/s);
});

test.each([
  ["json", /^\{"ok":false,"passed":1,"failed":1,/],
  ["junit", /^<\?xml .*<failure message="a\.test\.yaml:11:\d+">/s],
  ["tap", /^TAP version 14\n1\.\.2\nok 1 - .*\nnot ok 2 - /],
])("the report can be had as %s", async (format, shape) => {
  const { exit, out, err } = await cli("rules", "test", rulesWith(HEAD + PASSES + FAILS), "--format", format);
  expect(exit).toBe(1);
  expect(out).toMatch(shape);
  expect(err).toBe(format === "json" ? "" : "1 passed, 1 failed");
});

test.each([
  [["--format", "xml"], /no format xml: it is one of text, json, junit, tap/],
  [["/nowhere/at/all"], /no directory/],
  [["--mutated"], /mutated/],
])("%o is asked wrongly, and ends with 2", async (argv, sentence) => {
  const { exit, out, err } = await cli("rules", "test", ...argv);
  expect([exit, out]).toEqual([2, ""]);
  expect(err).toMatch(sentence);
});

test("restarts in between change nothing", async () => {
  const { exit, out } = await cli("rules", "test", rulesWith(HEAD + PASSES), "--shuffle-restarts");
  expect([exit, lastLine(out)]).toEqual([0, "1 passed, 0 failed"]);
});

test("changes that no test notices are listed; a declaration that is not true fails", async () => {
  const own = readFileSync(join(projectRoot, "rules/by-hand.test.yaml"), "utf8");
  const untrue = '\nequivalent: [{ rule: left-a-message, mutant: "never made", because: None }]\ntests:';
  const dir = rulesWith(own.replace("\ntests:", untrue));
  // Ladders, lifecycle and tables are nobody's test here: left out, they would take their time.
  rmSync(join(dir, "policies.yaml"));
  for (const name of ["insurance", "intake", "treatment", "billing"]) rmSync(join(dir, `${name}.rules.yaml`));
  rmSync(join(dir, "tables"), { recursive: true });
  const { exit, out } = await cli("rules", "test", dir, "--mutate");
  expect(exit).toBe(1);
  expect(out).toMatch(/^survives {2}lifecycle\.yaml:\d+:\d+ intake: /m);
  expect(out).toMatch(/^✗ a\.test\.yaml:\d+:\d+ not the same: left-a-message: never made$/m);
  expect(out).toMatch(/^\d+ of \d+ mutants killed \(\d+ %\), \d+ survive, 0 change nothing$/m);
  expect(lastLine(out)).toBe("7 passed, 1 failed");
}, 60_000);

test("no mutants are made of rules whose tests fail", async () => {
  const { exit, err } = await cli("rules", "test", rulesWith(HEAD + FAILS), "--mutate");
  expect([exit, err]).toEqual([1, "No mutants were made: all tests must pass first."]);
});

test("a watched directory is tested again when a file has changed, and not before", async () => {
  const dir = rulesWith(HEAD + PASSES);
  const args = [
    "--conditions=@corridor/source",
    join(import.meta.dirname, "main.ts"),
    "rules",
    "test",
    dir,
    "--watch",
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill());
  let told = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (told += text));
  const runs = (): readonly string[] => told.match(/\d+ passed, \d+ failed/g) ?? [];
  await expect.poll(() => told, { timeout: 20_000 }).toContain("Ctrl-C ends it");
  expect(runs()).toEqual(["1 passed, 0 failed"]);

  writeFileSync(join(dir, "a.test.yaml"), HEAD + PASSES);
  writeFileSync(join(dir, "a.test.yaml"), HEAD + PASSES + FAILS);
  await expect.poll(runs, { timeout: 20_000 }).toEqual(["1 passed, 0 failed", "1 passed, 1 failed"]);
  writeFileSync(join(dir, "a.test.yaml"), HEAD.replace("kind: tests", "kind: tets"));
  await expect.poll(() => told, { timeout: 20_000 }).toContain('did you mean "tests"');
}, 60_000);
