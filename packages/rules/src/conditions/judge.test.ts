import { describe, expect, test } from "vitest";
import type { Judgement } from "../model.ts";
import { card, created, env, withRules } from "../testing/small.ts";

const judged = (condition: string, different = {}, known = {}): Judgement => {
  const rules = withRules(
    `  - { id: under-test, name: T, when: [{ event: card.created }], if: ${condition}, then: [] }\n`,
  );
  return rules.rules[0]?.judge(env({ card: card(different), event: created }, known), 0) as Judgement;
};

describe("a condition", () => {
  test("of one expression holds or fails, and tells what it read", () => {
    const judgement = judged(`'card.stage == "visit"'`);
    expect(judgement.outcome).toBe("fails");
    expect(judgement.leaves).toEqual([
      {
        expr: 'card.stage == "visit"',
        because: null,
        value: false,
        read: { "card.stage": "intake" },
        error: null,
      },
    ]);
  });

  test("of a list holds when all hold, and shows every one", () => {
    const judgement = judged(
      `['card.stage == "intake"', 'card.count > 3', { expr: card.ready, because: It must be ready }]`,
    );
    expect(judgement.outcome).toBe("fails");
    expect(judgement.leaves.map((leaf) => leaf.value)).toEqual([true, false, false]);
    expect(judgement.leaves[2]?.because).toBe("It must be ready");
  });

  test("of a list may rely on what an earlier one has asked", () => {
    const list = `['has(card.note)', 'card.note.startsWith("x")']`;
    expect(judged(list, { fields: { note: "xy" } }).outcome).toBe("holds");
    const without = judged(list);
    expect(without.outcome).toBe("fails");
    expect(without.leaves.map((leaf) => [leaf.value, leaf.error])).toEqual([
      [false, null],
      [null, null],
    ]);
  });

  test("any holds when one holds, not turns it round", () => {
    expect(judged(`{ any: ['card.count > 3', 'card.stage == "intake"'] }`).outcome).toBe("holds");
    expect(judged(`{ not: { any: ['card.count > 3', card.ready] } }`).outcome).toBe("holds");
    expect(judged(`{ not: ['card.stage == "intake"'] }`).outcome).toBe("fails");
  });

  test("hides protected values in what it read, and reads the patient's record only when it asks for it", () => {
    const patient = { first_name: { ref: "s1" }, sms_ok: true };
    const judgement = judged(`['has(card.patient.first_name)', card.patient.sms_ok]`, {}, { patient });
    expect(judgement.outcome).toBe("holds");
    expect(judgement.leaves.map((leaf) => leaf.read)).toEqual([
      { "card.patient.first_name": "‹phi›" },
      { "card.patient.sms_ok": true },
    ]);
  });

  test("over a value of the wrong kind is an error, never false in silence", () => {
    const judgement = judged("card.count > 3", { fields: { count: "many" } });
    expect(judgement.outcome).toBe("error");
    expect(judgement.leaves[0]?.value).toBeNull();
    expect(judgement.leaves[0]?.error).toMatch(/card.count/);
  });

  test("may ask whether a list of tasks is done: there are some of that title, and none is open", () => {
    const task = (id: string, done: boolean) => ({ id, title: ["Intake"], due: null, role: null, done });
    const asked = `'checklist_done("Intake") && open_tasks("Intake") == 0'`;
    expect(judged(asked, { tasks: [task("a", true), task("b", true)] }).outcome).toBe("holds");
    expect(judged(asked, { tasks: [task("a", true), task("b", false)] }).outcome).toBe("fails");
    expect(judged(asked).outcome).toBe("fails");
  });
});
