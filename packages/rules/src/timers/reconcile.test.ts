import { describe, expect, test } from "vitest";
import type { Ruleset, Timer } from "../model.ts";
import { card, env, NOW, withRules } from "../testing/small.ts";

const REMIND = "{ before: card.appointment.start, by: [3 days, 2h], late: fire }";
const CHECKED = "{ after: card.checked_at, by: 1 day }";
const STUCK = "{ while: card.ready, for: 2h }";
const CREATED = "{ event: card.created }";

const ruleOf = (...when: readonly string[]): Ruleset =>
  withRules(`  - { id: under-test, name: T, when: [${when.join(", ")}], then: [] }\n`);

const START = "2026-11-09T15:00:00.000Z";
const THREE_DAYS_BEFORE = "2026-11-06T15:00:00.500Z";
const visit = card({
  appointment: { id: "a1", start: START, minutes: 30, provider: "dr", slot: null },
  fields: { ready: true, checked_at: NOW },
});
const look = (rules: Ruleset, now: string, current: readonly Timer[]) =>
  rules.timers(env({ now, card: visit }), current, null);

/** The clocks of the visit at noon three days before it: what was due by then has fired. */
const fired = (rules: Ruleset): readonly Timer[] =>
  look(rules, NOW, []).put.map((timer) =>
    timer.due !== null && timer.due <= THREE_DAYS_BEFORE ? { ...timer, due: null } : timer,
  );

const besidesPlace = ({ trigger: _, ...rest }: Timer): Omit<Timer, "trigger"> => rest;
const byKey = (timers: readonly Timer[]) =>
  timers.map(besidesPlace).toSorted((a, b) => (a.key < b.key ? -1 : 1));

describe("clocks, when their rule is written anew", () => {
  test.each([
    ["another trigger is put before theirs", [CREATED, REMIND, CHECKED, STUCK]],
    ["their triggers change places", [STUCK, CHECKED, REMIND]],
    [
      "their triggers are written in other words",
      [
        `{ by: [3 days, 2h], late: fire, before: card.appointment.start }`,
        CHECKED,
        "{ while: ' card.ready ', for: 2h }",
      ],
    ],
  ])("neither ring again nor are lost where %s", (_, when) => {
    const had = fired(ruleOf(REMIND, CHECKED, STUCK));
    expect(had.filter((timer) => timer.due === null)).toHaveLength(3);
    const { put, drop } = look(ruleOf(...when), THREE_DAYS_BEFORE, had);
    expect(drop).toEqual([]);
    const after = [...had.filter(({ key }) => !put.some((timer) => timer.key === key)), ...put];
    expect(byKey(after)).toEqual(byKey(had));
  });

  test("know where their trigger stands now, spent or armed, and ring for it", () => {
    const moved = ruleOf(STUCK, CREATED, REMIND);
    const { put } = look(moved, THREE_DAYS_BEFORE, fired(ruleOf(REMIND, STUCK)));
    expect(put.map((timer) => [timer.key.slice(0, 4), timer.trigger, timer.due])).toEqual([
      ["whil", 0, null],
      ["rel:", 2, null],
      ["rel:", 2, "2026-11-09T13:00:00.000Z"],
    ]);
    const [, , next] = put;
    expect(moved.due(env({ now: next?.due as string, card: visit }), next as Timer)).toMatchObject({
      ...{ fire: true, trigger: { step: 1, by: "2h" } },
    });
  });

  test("are found by what their trigger is even before they know its new place", () => {
    const armed = look(ruleOf(REMIND, STUCK), NOW, []).put.find(
      (timer) => timer.due === "2026-11-09T13:00:00.000Z",
    );
    const rules = ruleOf(STUCK, REMIND);
    expect(rules.due(env({ now: armed?.due as string, card: visit }), armed as Timer)).toMatchObject({
      ...{ fire: true, trigger: { by: "2h" } },
    });
  });

  test("of equal steps stay spent when other steps come and go", () => {
    const had = fired(ruleOf(REMIND));
    const { put } = look(
      ruleOf(CREATED, "{ before: card.appointment.start, by: [1 week, 3 days, 4h], late: fire }"),
      THREE_DAYS_BEFORE,
      had,
    );
    expect(put.map((timer) => timer.due)).toEqual(["2026-11-09T11:00:00.000Z", null]);
  });
});
