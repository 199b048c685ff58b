import { describe, expect, test } from "vitest";
import { compileRuleset, reviveInTurns, reviveRuleset } from "./compile-ruleset.ts";
import type { Ruleset, Timer } from "./model.ts";
import { acts, card, env, RULES } from "./testing/small.ts";
import { brokenFiles, defaultPractice, smallPractice } from "./testing/texts.ts";

type Files = Readonly<Record<string, string>>;
const withRule = (rest: string, practice = ""): Files => ({
  ...smallPractice,
  "practice.yaml": `${smallPractice["practice.yaml"]}${practice}\n`,
  "a.rules.yaml": `${RULES}  - { id: kept, name: K, ${rest} }\n`,
});
const CREATED = "when: [{ event: card.created }]";

const codes = (files: Files, read: typeof compileRuleset): readonly string[] => {
  const result = read(files);
  return (result.ok ? result.warnings : result.diagnostics).map((found) => `${found.severity} ${found.code}`);
};
const revived = (files: Files): Ruleset => {
  const result = reviveRuleset(files);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.ruleset;
};

describe("a ruleset that was kept", () => {
  test("is the same as it was, when nothing is wrong with it", () => {
    const compiled = compileRuleset(defaultPractice);
    expect(compiled.ok && compiled.ruleset.hash).toBe(revived(defaultPractice).hash);
    expect(codes(defaultPractice, reviveRuleset)).toEqual([]);
  });

  test("is the same when others have a turn after every file and every rule", async () => {
    let breaths = 0;
    const breathe = async () => void (breaths += 1);
    const at = revived(defaultPractice);
    const inTurns = await reviveInTurns(defaultPractice, breathe);
    expect(inTurns.ok && inTurns.ruleset.rules.map(({ id }) => id)).toEqual(at.rules.map(({ id }) => id));
    expect(inTurns.ok && inTurns.ruleset.hash).toBe(at.hash);
    expect(breaths).toBeGreaterThan(at.rules.length);
    expect(await reviveInTurns({ "a.yaml": "a: [" }, breathe)).toEqual(reviveRuleset({ "a.yaml": "a: [" }));
  });

  test.each([
    ["action-unreachable", withRule(`${CREATED}, then: [stop, { label: { add: [a] } }]`)],
    [
      "action-limit",
      withRule(
        `${CREATED}, then: [{ label: { add: [a] } }, { label: { add: [b] } }]`,
        "limits: { actions_per_rule: 1 }",
      ),
    ],
    ["trigger-steps", withRule("when: [{ before: card.appointment.start, by: [1h, 2h] }], then: []")],
    [
      "trigger-twice",
      withRule("when: [{ while: card.ready, for: 1h }, { while: card.ready, for: 2h }], then: []"),
    ],
    ["trigger-now", withRule("when: [{ while: now > entered_stage_at, for: 1h }], then: []")],
    ["cel-absent", withRule(`${CREATED}, if: 'card.note == "x"', then: []`)],
    [
      "cel-absent",
      withRule(
        `${CREATED}, then: [{ notify: { role: manager, via: [email], text: '\${card.note + "!"}' } }]`,
      ),
    ],
    ["shape-value", withRule(`${CREATED}, then: []`, "limits: { max_chain: 64 }")],
  ])("is opened although it is now refused for %s, and warns", (code, files) => {
    expect(codes(files, compileRuleset)).toEqual([`error ${code}`]);
    expect(codes(files, reviveRuleset)).toEqual([`warning ${code}`]);
    expect(revived(files).rule("kept")).toBeDefined();
  });

  test("can not tell where a value is absent, and says so", () => {
    const rule = revived(withRule(`${CREATED}, if: 'card.note == "x"', then: []`)).rule("kept");
    expect(rule?.judge(env(), 0).outcome).toBe("unknown");
    expect(rule?.judge(env({ card: card({ fields: { note: "x" } }) }), 0).outcome).toBe("holds");
  });

  test("chains no further than is allowed", () => {
    const files = withRule(
      `${CREATED}, then: [{ assign: { role: front_desk } }]`,
      "limits: { max_chain: 64 }",
    );
    const ruleset = revived(files);
    expect(ruleset.practice.limits.maxChain).toBe(8);
    const rule = ruleset.rule("kept");
    expect(rule && acts(rule, env({}, { pool: [] })).map(({ command }) => command.type)).toEqual([
      "assign",
      "label",
    ]);
  });

  test("has a clock for each of two triggers that are now called the same", () => {
    const ruleset = revived(
      withRule("when: [{ while: card.ready, for: 1h }, { while: card.ready, for: 2h }], then: []"),
    );
    const ready = env({ card: card({ fields: { ready: true } }) });
    const { put } = ruleset.timers(ready, [], null);
    expect(new Set(put.map((timer) => timer.key)).size).toBe(2);
    expect(ruleset.timers(ready, put, null)).toEqual({ put: [], drop: [] });
    const [, second] = put;
    expect(ruleset.due({ ...ready, now: second?.due as string }, second as Timer)).toMatchObject({
      fire: true,
    });
  });

  test("stays shut, with a sentence, where no ruleset can be made of it", () => {
    const files = withRule("when: [{ event: card.creatd }], then: [stop, { label: { add: [a] } }]");
    expect(codes(files, reviveRuleset)).toEqual(["error trigger-event", "warning action-unreachable"]);
    const outside = { ...smallPractice, "a.rules.yaml": brokenFiles["10-phi-in-template.rules.yaml"] ?? "" };
    expect(reviveRuleset(outside).ok).toBe(false);
  });
});
