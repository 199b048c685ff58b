import { describe, expect, test } from "vitest";
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
