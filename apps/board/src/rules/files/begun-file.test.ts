import { compileDirectory } from "@corridor/rules/suites";
import { describe, expect, test } from "vitest";
import { RulesDesk } from "../../testing/rules-desk.ts";
import { bareName, begunFile, FILE_KINDS, fileName, kindOf } from "./begun-file.ts";

describe("the name of a file", () => {
  test.each([
    ["rules", "Recall", "recall.rules.yaml"],
    ["rules", " no show calls ", "no-show-calls.rules.yaml"],
    ["rules", "own.rules.yaml", "own.rules.yaml"],
    ["tests", "2nd Recall!", "nd-recall.test.yaml"],
    ["table", "who calls", "tables/who_calls.csv"],
    ["table", "tables/denials.csv", "tables/denials.csv"],
    ["rules", "../../etc/passwd", "etc-passwd.rules.yaml"],
    ["rules", "…", ""],
  ] as const)("%s called “%s” is %s", (kind, typed, name) => expect(fileName(kind, typed)).toBe(name));

  test.each(["own.rules.yaml", "own.test.yaml", "tables/own.csv"])("%s is read back", (name) => {
    const kind = kindOf(name);
    expect(kind && fileName(kind, bareName(name))).toBe(name);
  });

  test("of what there is once only is nobody's to change", () => {
    expect(["practice.yaml", "lifecycle.yaml", "policies.yaml", "templates/a.md"].map(kindOf)).toEqual(
      Array(4).fill(null),
    );
  });
});

test.each(FILE_KINDS)("what a file of %s begins with is right as it stands", (kind) => {
  const { files } = new RulesDesk().active;
  const name = fileName(kind, "intake-of-our-own");
  const text = begunFile(kind, name, files, "new-rule");
  expect(text.endsWith("\n") && !text.endsWith("\n\n")).toBe(true);
  const checked = compileDirectory({ ...files, [name]: text }, "2026-11-27T00:00:00Z");
  expect(checked.ok ? [] : checked.diagnostics).toEqual([]);
});
