import { beforeAll, describe, expect, test } from "vitest";
import type { Diagnostic } from "@corridor/rules";
import type { Mutation } from "../mutate.ts";
import { type Run, runSuites } from "../run-suites.ts";
import { suiteOf } from "../testing/small.ts";
import { parseXml } from "../testing/xml.ts";
import { jsonReport } from "./json.ts";
import { junitFaults, junitReport } from "./junit.ts";
import { tapFaults, tapReport } from "./tap.ts";
import { textReport } from "./text.ts";

const NAME = `Fields "of" <b> & 'co' # 1\\u0007\\ud83d\\ude00`;
let run: Run & { readonly ok: true };
beforeAll(async () => {
  const tests = `  - name: "${NAME.replaceAll('"', '\\"')}"
    card: { id: c1, stage: intake }
    steps: [{ do: { label: { add: ["<&>\\u0001"] } }, expect: { card: { labels: [other] } } }]
  - name: Passes
    card: { id: c1, stage: intake }
    steps: [{ expect: { none: true } }]
`;
  run = await runSuites([suiteOf(tests, "coverage: { rules: 90 }\n")]);
});

const mutation = {
  ...{ killed: 3, equivalent: [], stillborn: 0 },
  survivors: [
    {
      part: "rule",
      name: "slow",
      file: "a.rules.yaml",
      line: 9,
      column: 3,
      what: "`<` becomes `<=`",
      text: "",
    },
  ],
  wrong: [
    {
      part: "policy",
      name: "help",
      mutant: "1 becomes 2",
      because: "",
      file: "a.test.yaml",
      place: { line: 4, column: 5 },
    },
  ],
} as const satisfies Mutation;
const faults: readonly Diagnostic[] = [
  {
    file: "a.rules.yaml",
    line: 2,
    column: 3,
    code: "shape-missing",
    severity: "error",
    message: "`name` & more\ud800\u0002",
  },
  { file: "a.rules.yaml", line: 4, column: 3, code: "choose-else", severity: "warning", message: "No else" },
];

describe("JUnit's report", () => {
  test("is one whole document that says what failed, whatever signs are in it", () => {
    const root = parseXml(junitReport(run));
    expect(root).toMatchObject({
      name: "testsuites",
      attributes: { tests: "3", failures: "2", skipped: "0" },
    });
    const [suite] = root.children;
    expect(suite?.attributes).toEqual({ name: "a.test.yaml", tests: "3", failures: "2", skipped: "0" });
    const [failed, passed, coverage] = suite?.children ?? [];
    expect(failed?.attributes["name"]).toBe(`Fields "of" <b> & 'co' # 1\ud83d\ude00`);
    expect(failed?.children[0]?.attributes["message"]).toMatch(/^a\.test\.yaml:\d+:\d+$/);
    expect(failed?.children[0]?.text).toContain('expected c1: labels: [other]\nactual c1: labels: ["<&>');
    expect(passed?.children).toEqual([]);
    expect(coverage?.children[0]?.attributes["message"]).toBe("rules: 0 % of 90 % asked");
  });

  test("has what no test notices as skipped, and what was declared wrongly as failed", () => {
    const mutants = parseXml(junitReport(run, mutation)).children.at(-1);
    expect(mutants?.attributes).toEqual({ name: "mutants", tests: "2", failures: "1", skipped: "1" });
    expect(mutants?.children[0]?.attributes["name"]).toBe("a.rules.yaml:9 slow: `<` becomes `<=`");
    expect(mutants?.children[0]?.children[0]).toMatchObject({ name: "skipped" });
    expect(mutants?.children[1]?.children[0]).toMatchObject({ name: "failure" });
  });

  test("of files that can not be run has their errors as failures", () => {
    const root = parseXml(junitFaults(faults));
    expect(root.attributes).toMatchObject({ tests: "1", failures: "1" });
    expect(root.children[0]?.children[0]?.children[0]).toMatchObject({
      attributes: { message: "a.rules.yaml:2:3" },
      text: "`name` & more",
    });
  });
});

describe("TAP's report", () => {
  const points = (text: string) => text.split("\n").filter((line) => /^(not )?ok /.test(line));

  test("plans as many points as it has, and escapes what would be a directive", () => {
    const told = tapReport(run, mutation).split("\n");
    expect(told.slice(0, 2)).toEqual(["TAP version 14", "1..5"]);
    expect(points(told.join("\n"))).toEqual([
      expect.stringMatching(/^not ok 1 - a\.test\.yaml: Fields "of" <b> & 'co' \\# 1/),
      "ok 2 - a.test.yaml: Passes",
      "not ok 3 - a.test.yaml: coverage",
      "not ok 4 - slow: `<` becomes `<=` # TODO no test notices",
      "not ok 5 - help: 1 becomes 2",
    ]);
  });

  test("of files that can not be run has their errors", () => {
    expect(points(tapFaults(faults))).toEqual(["not ok 1 - a.rules.yaml: shape-missing"]);
  });
});

test("the text ends with the count, and names what was never reached", () => {
  const lines = textReport(run).split("\n");
  expect(lines.at(-1)).toBe("1 passed, 2 failed");
  expect(lines).toContain("    never: welcome (a.rules.yaml:5)");
});

test("what programs read has no texts of files in it", () => {
  const told = JSON.parse(JSON.stringify(jsonReport(run, mutation)));
  expect(told).toMatchObject({ ok: false, passed: 1, failed: 2 });
  expect(told.mutation.survivors[0]).toEqual({
    ...{ part: "rule", name: "slow", file: "a.rules.yaml", line: 9, column: 3, what: "`<` becomes `<=`" },
  });
  expect(jsonReport({ ok: false, diagnostics: faults })).toEqual({ ok: false, diagnostics: faults });
});
