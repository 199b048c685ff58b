import { describe, expect, test } from "vitest";
import { compileRuleset } from "../compile-ruleset.ts";
import { compiled, RULES } from "../testing/small.ts";
import { smallPractice } from "../testing/texts.ts";

const withPractice = (more: string) => ({
  ...smallPractice,
  "practice.yaml": `${smallPractice["practice.yaml"]}${more}\n`,
});

describe("the limits of a practice", () => {
  test("are what is said, or else what is usual", () => {
    const said = "limits: { rule_firings_per_card_per_hour: 5, select_max: 10 }";
    const of = (limits: string) => compiled(withPractice(limits)).practice.limits;
    const usual = {
      ...{ maxChain: 8, actionsPerRule: 25, firingsPerCardPerHour: 20, selectMax: 200 },
      ...{ patientMessagesPerDay: 3, sameMessagePerDay: 1 },
    };
    expect(of(said)).toEqual({ ...usual, firingsPerCardPerHour: 5, selectMax: 10 });
    expect(of("limits: { patient_messages_per_day: 5, same_message_per_day: 2 }")).toEqual({
      ...usual,
      patientMessagesPerDay: 5,
      sameMessagePerDay: 2,
    });
    expect(of("")).toEqual(usual);
  });

  test("hold for what a rule selects, with the place where more is asked for", () => {
    const select = `then: [{ select: { from: cards, where: it.stage == "visit", limit: 11, then: [] } }]`;
    const rule = `${RULES}  - { id: many, name: M, when: [{ event: card.created }], ${select} }\n`;
    const checked = (most: number) =>
      compileRuleset({ ...withPractice(`limits: { select_max: ${most} }`), "a.rules.yaml": rule });
    expect(checked(11).ok).toBe(true);
    expect(checked(10)).toMatchObject({
      ok: false,
      diagnostics: [
        { code: "action-limit", line: 5, message: "11 cards are more than the 10 this practice allows" },
      ],
    });
  });
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

test("a practice that names no sites is one", () => {
  const { "practice.yaml": practice = "", ...others } = smallPractice;
  const at = compiled({ ...others, "practice.yaml": practice.replace(/^locations: .*\n/m, "") });
  expect(at.practice.locations).toEqual([{ id: "main", name: "Main", timezone: "America/New_York" }]);
});
