import { compileRuleset, type Ruleset } from "@corridor/rules";
import { expect, test } from "vitest";
import { stepRate } from "../../bench/step-rate.ts";
import { projectRoot } from "../env.ts";
import { readRulesDir } from "../house/found-practice.ts";
import { manyRules } from "./many-rules.ts";

const files = await readRulesDir(`${projectRoot}/rules`);
const worked = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function rulesetWith(more: number): { readonly ruleset: Ruleset; readonly ms: number } {
  const begun = worked();
  const compiled = compileRuleset(more === 0 ? files : { ...files, "more.rules.yaml": manyRules(more) });
  const ms = worked() - begun;
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  return { ruleset: compiled.ruleset, ms };
}

test("a thousand rules that do not concern a move hardly slow it: they are found by index, not looked through", () => {
  const few = rulesetWith(0).ruleset;
  const many = rulesetWith(1_000).ruleset;
  expect(many.rules.length).toBe(few.rules.length + 1_000);
  // In turns, so that a busy moment of the machine falls on both.
  const rates = [1, 2, 3].map(() => ({ few: stepRate(few, 0.3), many: stepRate(many, 0.3) }));
  const best = (of: "few" | "many"): number => Math.max(...rates.map((rate) => rate[of]));
  expect(best("few") / best("many")).toBeLessThan(3);
}, 120_000);

test("loading and checking takes as much longer as there are more rules, not more than that", () => {
  rulesetWith(100);
  const [some, more] = [rulesetWith(200).ms, rulesetWith(800).ms];
  expect(more / some).toBeLessThan(4 * 2.5);
}, 120_000);
