import { describe, expect, test } from "vitest";
import { compileRuleset } from "../compile-ruleset.ts";
import { compiled } from "../testing/small.ts";
import { smallPractice } from "../testing/texts.ts";

const withPractice = (more: string) => ({
  ...smallPractice,
  "practice.yaml": `${smallPractice["practice.yaml"]}${more}\n`,
});

describe("the longest chain of rules", () => {
  test.each([
    ["", 8],
    ["limits: { max_chain: 3 }", 3],
    ["limits: { actions_per_rule: 5 }", 8],
  ])("with “%s” is %i", (limits, longest) =>
    expect(compiled(withPractice(limits)).practice.limits.maxChain).toBe(longest),
  );

  test.each([0, 9, 2.5])("is not %d", (longest) => {
    const result = compileRuleset(withPractice(`limits: { max_chain: ${longest} }`));
    expect(result.ok ? [] : result.diagnostics.map((found) => found.code)).toEqual([
      Number.isInteger(longest) ? "shape-value" : "shape-type",
    ]);
  });
});
