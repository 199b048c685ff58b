import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "@corridor/server";
import { expect, onTestFinished, test } from "vitest";
import { commands } from "./commands.ts";
import { cli } from "./testing/cli.ts";

test("help lists every command, and each teaches itself", async () => {
  const { exit, out } = await cli("--help");
  expect(exit).toBe(0);
  for (const { name } of commands) {
    expect(out).toContain(name);
    const own = await cli(...name.split(" "), "--help");
    expect([own.exit, own.err]).toEqual([0, ""]);
    expect(own.out).toContain(`corridor ${name}`);
    expect(own.out.length).toBeGreaterThan(150);
  }
});

test.each([
  [[], 2],
  [["nonsense"], 2],
  [["user"], 2],
  [["user", "--help"], 0],
  [["serve", "--nonsense"], 2],
  [["user", "add"], 2],
  [["user", "add", "mia@example.org", "--role", "wizard"], 2],
  [["import", "fhir"], 2],
  [["import", "fhir", "x.json", "--as-of", "yesterday"], 2],
  [["explain"], 2],
  [["why-not", "only-a-card"], 2],
  [["why-not", "card", "rule", "--at", "noon"], 2],
  [["rules", "check", "/nowhere/at/all"], 2],
  [["rules", "check", "--json", "--sarif"], 2],
  [["rules", "check", "--strict"], 0],
  [["rules", "schema"], 2],
  [["rules", "schema", "rules"], 0],
  [["rules", "docs", "--out", "page.pdf"], 2],
  [["rules", "docs", "--matrix"], 0],
  [["rules", "activate", "/nowhere/at/all"], 2],
])("%o ends with %i", async (argv, exit) => {
  expect((await cli(...argv)).exit).toBe(exit);
});

test("the repository's own rules are right", async () => {
  const checked = await cli("rules", "check", "--json");
  expect(checked.exit, checked.out).toBe(0);
  expect(JSON.parse(checked.out)).toMatchObject({ ok: true });
});

test("a rules directory with a fault is shown with file, line and column", async () => {
  const dir = mkdtempSync(join(tmpdir(), "corridor-rules-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(
    join(dir, "practice.yaml"),
    "schema: corridor/v1\nkind: practice\ntimezoen: America/New_York\n",
  );
  const [told, json] = [await cli("rules", "check", dir), await cli("rules", "check", dir, "--json")];
  expect([told.exit, json.exit]).toEqual([1, 1]);
  expect(told.out).toMatch(/practice\.yaml:3:1 .*[Dd]id you mean/s);
  expect(JSON.parse(json.out).diagnostics[0]).toMatchObject({
    file: expect.any(String),
    line: expect.any(Number),
    column: expect.any(Number),
  });
  const activated = await cli("rules", "activate", dir);
  expect([activated.exit, activated.out]).toEqual([1, ""]);
  expect(activated.err).toMatch(/practice\.yaml:3:1 .*nothing was activated/s);
});

test("a check tells of faults in files of tests too, with line and caret, and nothing is activated then", async () => {
  const dir = mkdtempSync(join(tmpdir(), "corridor-rules-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  cpSync(join(import.meta.dirname, "../../../rules"), dir, { recursive: true });
  const tests = readFileSync(join(dir, "intake.test.yaml"), "utf8");
  writeFileSync(join(dir, "intake.test.yaml"), tests.replace("steps:", "stpes:"));
  const told = await cli("rules", "check", dir);
  expect(told.exit).toBe(1);
  expect(told.out).toMatch(/intake\.test\.yaml:\d+:\d+ shape-unknown-key .*did you mean [^\n]*steps/is);
  expect(told.out).toMatch(/\^+\n/);
  const activated = await cli("rules", "activate", dir);
  expect([activated.exit, activated.out]).toEqual([1, ""]);
});

test("a warning fails a check only where it is asked to, and both can be had as SARIF", async () => {
  const dir = mkdtempSync(join(tmpdir(), "corridor-rules-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  cpSync(join(projectRoot, "rules"), dir, { recursive: true });
  const head = "schema: corridor/v1\nkind: rules\nrules:\n";
  const rule = "  - { id: idle, name: Idle, when: [{ event: card.changed, field: stage }], then: [] }\n";
  writeFileSync(join(dir, "idle.rules.yaml"), head + rule);
  const [told, strict, sarif] = [
    await cli("rules", "check", dir),
    await cli("rules", "check", dir, "--strict"),
    await cli("rules", "check", dir, "--sarif"),
  ];
  expect([told.exit, strict.exit, sarif.exit]).toEqual([0, 1, 0]);
  expect(told.out).toMatch(/idle\.rules\.yaml:4:66 warning rule-never-starts .*, 1 warning, ruleset /s);
  const [result] = JSON.parse(sarif.out).runs[0].results;
  expect(result).toMatchObject({ ruleId: "rule-never-starts", level: "warning" });
});

test("what was asked wrongly is said in JSON too", async () => {
  const { exit, out } = await cli("import", "fhir", "--json");
  expect([exit, JSON.parse(out).ok]).toEqual([2, false]);
});

test.each([
  [["--json"], 2, false],
  [["user", "--json"], 2, false],
  [["--help", "--json"], 0, true],
])("%o lists the commands in JSON", async (argv, exit, ok) => {
  const told = await cli(...argv);
  expect([told.exit, told.err]).toEqual([exit, ""]);
  const { commands: listed, ...rest } = JSON.parse(told.out);
  expect(rest).toMatchObject({ ok });
  expect(listed).toContainEqual({ name: "user list", usage: "", summary: "Who may sign in" });
});

test("a command there is none of is said in JSON too", async () => {
  const { exit, out } = await cli("nonsense", "--json");
  expect([exit, JSON.parse(out)]).toEqual([
    2,
    { ok: false, error: "There is no command nonsense. See corridor --help." },
  ]);
});
