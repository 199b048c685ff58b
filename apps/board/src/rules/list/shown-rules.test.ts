import { rulesInWords } from "@corridor/rules/words";
import { expect, test } from "vitest";
import { grouped, rulesOf, shownRules } from "./shown-rules.ts";
import type { RuleHead } from "@corridor/protocol";

const book = rulesInWords({
  "lifecycle.yaml":
    "schema: corridor/v1\nkind: lifecycle\nid: j\nversion: 1\ninitial: intake\nstages: { intake: { moves: [] }, billing: { moves: [] } }\n",
  "a.rules.yaml": `schema: corridor/v1
kind: rules
rules:
  - { id: pay, name: Ask for money, when: [{ event: card.entered, stage: billing }], then: [] }
  - { id: anywhere, name: Note it, enabled: shadow, when: [{ event: card.created }], then: [] }
  - { id: greet, name: Say hello, when: [{ event: card.entered, stage: intake }], then: [] }
`,
});

const head = (id: string, part: Partial<RuleHead> = {}): RuleHead => ({
  ...{ id, name: id, enabled: true, owner: null, trigger: "", source: { file: "a.rules.yaml", line: 1 } },
  safety: false,
  paused: null,
  health: { fired: 0, refused: 0, errors: 0, unhealthy: null, shadow: 0, paused: 0, lastRun: null },
  ...part,
});
const ids = (rules: readonly { id: string }[]) => rules.map(({ id }) => id);

test("a rule that decides and is no longer written is still listed", () => {
  const rules = rulesOf(book, [head("pay"), head("old")]);
  expect(ids(rules)).toEqual(["pay", "anywhere", "greet", "old"]);
  expect(rules[1]?.head).toBeNull();
});

test("rules stand under the stages of the board, in its order", () => {
  const groups = grouped(rulesOf(book, []), "stage", book);
  expect(groups.map(({ title, rules }) => [title, ids(rules)])).toEqual([
    ["Intake", ["greet"]],
    ["Billing", ["pay"]],
    ["Everywhere", ["anywhere"]],
  ]);
});

test("what fails, what is paused and what only watches can be shown alone", () => {
  const health = { fired: 9, refused: 1, errors: 0, unhealthy: null, shadow: 0, paused: 0, lastRun: null };
  const paused = { at: "2026-11-02T15:00:00Z", by: "Dana", reason: null };
  const rules = rulesOf(book, [head("pay", { health }), head("greet", { paused })]);
  expect(ids(shownRules(rules, "failing", ""))).toEqual(["pay"]);
  expect(ids(shownRules(rules, "paused", ""))).toEqual(["greet"]);
  expect(ids(shownRules(rules, "shadow", ""))).toEqual(["anywhere"]);
  expect(ids(shownRules(rules, "all", " HELLO "))).toEqual(["greet"]);
});
