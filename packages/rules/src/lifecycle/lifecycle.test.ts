import { describe, expect, test } from "vitest";
import { compileRuleset } from "../compile-ruleset.ts";
import { card, compiled, env, withRules } from "../testing/small.ts";
import { defaultPractice, smallPractice } from "../testing/texts.ts";

describe("the lifecycle", () => {
  const { lifecycle } = compiled(defaultPractice);

  test("is plain data in the order of the file, with names for people", () => {
    expect(lifecycle.stages.map((stage) => stage.name)).toEqual([
      ...["Intake", "Scheduling", "Treatment", "Follow-up", "Billing", "Closed", "Cancelled"],
    ]);
    expect(lifecycle.stages[2]).toMatchObject({
      ...{ id: "treatment", final: false, wip: { limit: 12, per: "location", policy: "block" } },
      moves: [
        {
          to: "follow_up",
          enter: ["pending"],
          guard: "treatment->follow_up",
          because: "Visit documentation is not complete",
        },
        { to: "billing", enter: ["charge_capture"], guard: "treatment->billing" },
        { to: "scheduling", enter: ["unscheduled"], guard: null, because: null },
      ],
    });
  });

  test("gives a stage without states one that is named like it", () => {
    expect(lifecycle.stages.at(-1)).toMatchObject({
      id: "cancelled",
      states: ["cancelled"],
      final: true,
      moves: [],
    });
  });
});

describe("the steps inside a stage, and who may go over its limit", () => {
  const asked = (change: (text: string) => string) => {
    const text = defaultPractice["lifecycle.yaml"] ?? "";
    const changed = change(text);
    expect(changed).not.toBe(text);
    return compileRuleset({ ...defaultPractice, "lifecycle.yaml": changed });
  };
  const withSteps = (steps: string) =>
    asked((text) => text.replace("    states: [pending, contacted, rebooked]\n", `$&    steps: ${steps}\n`));
  const withOverride = (wip: string) =>
    asked((text) => text.replace("per: location, policy: block }", `per: location, ${wip} }`));
  const faults = (result: ReturnType<typeof compileRuleset>) =>
    (result.ok ? result.warnings : result.diagnostics).map(
      ({ code, line, message, suggestion }) => [code, line, message, suggestion] as const,
    );

  test("are read as they are written", () => {
    const result = withSteps("{ pending: [contacted], contacted: [rebooked, pending] }");
    const followUp = result.ok && result.ruleset.lifecycle.stages.find(({ id }) => id === "follow_up");
    expect(followUp).toMatchObject({ steps: { pending: ["contacted"], contacted: ["rebooked", "pending"] } });
    const over = withOverride("policy: block, override: [manager]");
    const treatment = over.ok && over.ruleset.lifecycle.stages.find(({ id }) => id === "treatment");
    expect(treatment).toMatchObject({ wip: { limit: 12, policy: "block", override: ["manager"] } });
  });

  test("are refused where they name a state or a role there is not, or say nothing", () => {
    const place = expect.any(Number);
    expect(faults(withSteps("{ pending: [contcated] }"))).toEqual([
      [
        "name-unknown",
        place,
        expect.stringMatching(/Follow-up has no state called “contcated”/),
        "contacted",
      ],
    ]);
    expect(faults(withOverride("policy: block, override: [manger]"))).toContainEqual([
      ...["name-unknown", place, expect.stringMatching(/no role called “manger”/), "manager"],
    ]);
    expect(faults(withOverride("policy: warn, override: [manager]"))).toContainEqual([
      ...["lifecycle-move", place, expect.stringMatching(/`override` goes with `policy: block`/), undefined],
    ]);
  });

  test("are told of when they leave a state that no card can get to", () => {
    expect(faults(withSteps("{ pending: [contacted] }"))).toContainEqual([
      ...[
        "lifecycle-unreachable",
        expect.any(Number),
        expect.stringMatching(/follow_up\.rebooked/),
        undefined,
      ],
    ]);
  });
});

describe("a guard", () => {
  test("lets a card through, or says why not", () => {
    const rules = withRules(" []");
    expect(rules.guard("intake->visit", env({ card: card({ fields: { ready: true } }) }))).toEqual({
      ok: true,
    });
    expect(rules.guard("intake->visit", env())).toEqual({ ok: false, because: "Finish the intake first" });
  });

  test("reads who moves the card", () => {
    const rules = compiled(defaultPractice);
    const by = (role: string) =>
      rules.guard("intake->scheduling", env({ actor: { kind: "user", id: "mia", role } })).ok;
    expect([by("front_desk"), by("manager")]).toEqual([false, true]);
  });

  test("that can not be told refuses and says so", () => {
    const lifecycle =
      smallPractice["lifecycle.yaml"]?.replace("if: card.ready", 'if: "card.count > 3"') ?? "";
    const rules = compiled({ ...smallPractice, "lifecycle.yaml": lifecycle });
    const verdict = rules.guard("intake->visit", env({ card: card({ fields: { count: "many" } }) }));
    expect(verdict).toMatchObject({
      ok: false,
      unknown: true,
      because: expect.stringMatching(/^It can not be told whether this may be/),
    });
  });
});
