import { compileRuleset } from "@corridor/rules";
import { vocabularyOf } from "@corridor/rules/editing";
import { describe, expect, test } from "vitest";
import { RulesDesk } from "../../testing/rules-desk.ts";
import { ACTION_SHAPES, linesOf, restOf, type Shape, TRIGGER_SHAPES } from "./shapes.ts";

const { files } = new RulesDesk().active;
const names = vocabularyOf(files);
const event = TRIGGER_SHAPES.find(({ key }) => key === "event") as Shape;
const keysOf = (value: Readonly<Record<string, unknown>>) =>
  linesOf(event, value, names).map(({ key }) => key);

/** What the checker has against a rule that is started so and does this. */
function faults(when: unknown, then: unknown): readonly string[] {
  const rule = { id: "probe", name: "Probe", enabled: "shadow", when: [when], then: [then] };
  const text = JSON.stringify({ schema: "corridor/v1", kind: "rules", rules: [rule] });
  const result = compileRuleset({ ...files, "probe.rules.yaml": text });
  return result.ok ? [] : result.diagnostics.map(({ message }) => message);
}

test.each(TRIGGER_SHAPES)("a new trigger “$title” is right from the start", ({ fresh }) => {
  expect(faults(fresh(names), { label: { add: ["seen"] } })).toEqual([]);
});

test.each(ACTION_SHAPES)("a new action “$title” is right from the start", ({ fresh }) => {
  expect(faults({ before: "card.appointment.start", by: "1 day" }, fresh(names))).toEqual([]);
});

describe("the lines of an event", () => {
  test.each(names.events)("$name are those that narrow it", ({ name, keys }) => {
    const shown = keysOf({ event: name }).filter((key) => key !== "event");
    expect(shown).toEqual(["state", "field", "from", "to"].filter((key) => keys.includes(key)));
  });

  test("are also those that are written where they do not belong, to be taken away", () => {
    expect(keysOf({ event: "task.done", field: "priority" })).toEqual(["event", "field"]);
  });

  test("ask for no state beside a stage, of which is told that it is in the text", () => {
    const value = { event: "card.entered", stage: "intake", where: "true" };
    expect(keysOf(value)).toEqual(["event", "from"]);
    expect(restOf(event, value)).toEqual(["stage", "where"]);
  });
});
