import type { Card } from "@corridor/domain";
import { describe, expect, test } from "vitest";
import { reviveRuleset } from "../compile-ruleset.ts";
import type { Ruleset, Timer } from "../model.ts";
import { card, env, RULES, withRules } from "../testing/small.ts";
import { smallPractice } from "../testing/texts.ts";

const stuck = (condition: string, duration: string): string =>
  `  - { id: stuck, name: S, when: [{ while: '${condition}', for: ${duration}, calendar: office }], then: [] }\n`;
const rule = (condition: string, duration: string): Ruleset => withRules(stuck(condition, duration));

const look = (
  rules: Ruleset,
  now: string,
  different: Partial<Card>,
  current: readonly Timer[] = [],
  changed: string[] | null = null,
) => rules.timers(env({ now, card: card(different) }), current, changed && new Set(changed));

const FRIDAY = "2026-11-06T20:30:00.000Z"; // 15:30 in New York

describe("a while that can not be told", () => {
  const on = { fields: { count: 1 } };
  const broken = { fields: { count: 0 } };
  const armed = (rules: Ruleset) => look(rules, "2026-11-02T15:00:00.000Z", on).put as [Timer];
  const halves = "10 / card.count > 5";

  test("is said when its clock comes due, not taken for no", () => {
    const rules = rule(halves, "1h");
    const [timer] = armed(rules);
    expect(rules.due(env({ now: "2026-11-02T16:00:00.000Z", card: card(broken) }), timer)).toMatchObject({
      fire: false,
      why: "error",
      because: expect.stringMatching(/zero/),
    });
    // Rules that were accepted before absent values had to be asked for.
    const kept = reviveRuleset({
      ...smallPractice,
      "small.rules.yaml": `${RULES}${stuck('card.count == 0 || card.note == "x"', "1h")}`,
    });
    if (!kept.ok) throw new Error("the rules were accepted once");
    const [other] = look(kept.ruleset, "2026-11-02T15:00:00.000Z", broken).put as [Timer];
    expect(kept.ruleset.due(env({ now: "2026-11-02T16:00:00.000Z", card: card(on) }), other)).toEqual({
      ...{ fire: false, why: "unknown", because: "card.note has no value" },
    });
  });

  test("keeps the clock that runs and the one that is spent, and sets none", () => {
    const rules = rule(halves, "1h");
    const [timer] = armed(rules);
    const nothing = { put: [], drop: [] };
    expect(look(rules, "2026-11-02T15:10:00.000Z", broken)).toEqual(nothing);
    for (const changed of [["count"], null]) {
      expect(look(rules, "2026-11-02T15:10:00.000Z", broken, [timer], changed)).toEqual(nothing);
      const spent = { ...timer, due: null };
      expect(look(rules, "2026-11-02T15:10:00.000Z", broken, [spent], changed)).toEqual(nothing);
    }
  });

  test("lets its running clock go on by a duration written anew, so that somebody hears of it", () => {
    const [timer] = armed(rule(halves, "2h"));
    const shorter = rule(halves, "1h");
    const { put, drop } = look(shorter, "2026-11-02T15:10:00.000Z", broken, [timer]);
    expect({ put, drop }).toMatchObject({
      put: [{ key: timer.key, since: timer.since, due: "2026-11-02T16:00:00.000Z" }],
      drop: [],
    });
    expect(
      shorter.due(env({ now: "2026-11-02T16:00:00.000Z", card: card(broken) }), put[0] as Timer),
    ).toMatchObject({ fire: false, why: "error" });
  });

  test("is not one that asks whether a value is there", () => {
    const rules = rule('has(card.note) && card.note == "call"', "1h");
    const [timer] = look(rules, FRIDAY, { fields: { note: "call" } }).put as [Timer];
    expect(rules.due(env({ now: timer.due as string }), timer)).toEqual({ fire: false, why: "stale" });
    expect(look(rules, FRIDAY, {}, [timer]).drop).toEqual([timer.key]);
  });
});

describe("while … for", () => {
  test("counts from when the card came to the stage, in business time", () => {
    const rules = rule('card.stage == "intake"', "1 business day");
    const { put } = look(rules, "2026-11-07T12:00:00.000Z", { enteredStageAt: FRIDAY }, [], ["stage"]);
    expect(put).toMatchObject([
      {
        key: expect.stringMatching(/^while:stuck\.[0-9a-f]{8}\/c1@2026-11-06T20:30:00\.000Z$/),
        since: FRIDAY,
        due: "2026-11-09T20:30:00.000Z",
        anchor: FRIDAY,
        step: 0,
      },
    ]);
  });

  test("counts hours as they pass and days on the wall", () => {
    const before = "2026-10-31T16:00:00.000Z"; // noon, the day before the clocks go back
    const due = (duration: string) =>
      look(rule('card.stage == "intake"', duration), before, { enteredStageAt: before }).put[0]?.due;
    expect(due("24h")).toBe("2026-11-01T16:00:00.000Z");
    expect(due("1 day")).toBe("2026-11-01T17:00:00.000Z");
    expect(due("30 business minutes")).toBe("2026-11-02T14:30:00.000Z");
  });

  test("counts from now when it reads more than where the card stands", () => {
    const rules = rule('card.priority == "urgent" && !has(card.assignee)', "1h");
    const urgent = { fields: { priority: "urgent" } };
    const { put } = look(rules, FRIDAY, urgent, [], ["priority"]);
    expect(put[0]).toMatchObject({ since: FRIDAY, due: "2026-11-06T21:30:00.000Z" });
  });

  test("is dropped when it ends, and begins anew the next time", () => {
    const rules = rule("card.ready", "1h");
    const on = { fields: { ready: true } };
    const { put } = look(rules, "2026-11-02T15:00:00.000Z", on, [], ["ready"]);
    const off = look(rules, "2026-11-02T15:10:00.000Z", {}, put, ["ready"]);
    expect(off).toEqual({ put: [], drop: put.map((timer) => timer.key) });
    const again = look(rules, "2026-11-02T15:20:00.000Z", on, [], ["ready"]);
    expect(again.put[0]?.due).toBe("2026-11-02T16:20:00.000Z");
  });

  test("stays spent when an undo brings the card back to where it had fired", () => {
    const rules = rule('card.stage == "intake"', "1h");
    const here = { stage: "intake", enteredStageAt: "2026-11-02T15:00:00.000Z" };
    const [timer] = look(rules, "2026-11-02T15:00:00.000Z", here).put;
    if (!timer) throw new Error("nothing armed");
    const spent = { ...timer, due: null };
    expect(look(rules, "2026-11-02T17:00:00.000Z", { stage: "visit" }, [spent])).toEqual({
      put: [],
      drop: [],
    });
    expect(look(rules, "2026-11-02T17:01:00.000Z", here, [spent])).toEqual({ put: [], drop: [] });
    const later = { ...here, enteredStageAt: "2026-11-02T18:00:00.000Z" };
    const anew = look(rules, "2026-11-02T18:00:00.000Z", later, [spent]);
    expect(anew).toMatchObject({ put: [{ due: "2026-11-02T19:00:00.000Z" }], drop: [timer.key] });
  });

  test("fires once for as long as it lasts", () => {
    const rules = rule("card.ready", "1h");
    const on = { fields: { ready: true } };
    const [timer] = look(rules, "2026-11-02T15:00:00.000Z", on).put;
    if (!timer) throw new Error("nothing armed");
    const spent = { ...timer, due: null };
    expect(look(rules, "2026-11-02T17:00:00.000Z", on, [spent])).toEqual({ put: [], drop: [] });
    expect(look(rules, "2026-11-02T17:00:00.000Z", {}, [spent], ["ready"])).toEqual({
      put: [],
      drop: [timer.key],
    });
  });

  test("goes on through an edit of something else, and is set anew from its beginning by its own", () => {
    const on = { fields: { ready: true } };
    const { put } = look(rule("card.ready", "2h"), "2026-11-02T15:00:00.000Z", on);
    expect(look(rule("card.ready", "2h"), "2026-11-02T15:30:00.000Z", on, put)).toEqual({
      put: [],
      drop: [],
    });
    const shorter = look(rule("card.ready", "1h"), "2026-11-02T15:30:00.000Z", on, put);
    expect(shorter.put).toMatchObject([
      { key: put[0]?.key, since: "2026-11-02T15:00:00.000Z", due: "2026-11-02T16:00:00.000Z" },
    ]);
  });

  test("drops what belongs to a rule that is gone, but remembers what has fired", () => {
    const on = { fields: { ready: true } };
    const { put } = look(rule("card.ready", "2h"), "2026-11-02T15:00:00.000Z", on);
    expect(look(withRules(" []"), "2026-11-02T15:30:00.000Z", on, put).drop).toHaveLength(1);
    expect(
      look(withRules(" []"), "2026-11-02T15:30:00.000Z", on, [{ ...(put[0] as Timer), due: null }]).drop,
    ).toEqual([]);
  });

  test("is asked again only when something it reads has changed", () => {
    const rules = rule('card.patient.sms_ok && has_label("vip")', "1h");
    const asked = (changed: string) => () => look(rules, FRIDAY, {}, [], [changed]);
    expect(asked("count")()).toEqual({ put: [], drop: [] });
    expect(asked("patient.sms_ok")).toThrow("nobody told the test of patient|p1");
    expect(asked("labels")).toThrow("nobody told the test of patient|p1");
  });

  test.each([
    ['has_label ("vip")', "labels", { labels: ["vip"] }],
    ['open_tasks ("x") == 0', "tasks", {}],
  ])("watches what %s asks, however it is spaced", (condition, what, holding) => {
    expect(look(rule(condition, "1h"), FRIDAY, holding, [], [what]).put).toHaveLength(1);
  });

  test("does not take a text for a call", () => {
    const rules = rule('has(card.note) && card.note == "has_label("', "1h");
    expect(look(rules, FRIDAY, { fields: { note: "has_label(" } }, [], ["labels"]).put).toEqual([]);
  });

  test("that has come due fires late or not, unless it no longer holds", () => {
    const rules = rule("card.ready", "1h");
    const [timer] = look(rules, "2026-11-02T15:00:00.000Z", { fields: { ready: true } }).put;
    if (!timer) throw new Error("nothing armed");
    const due = (now: string, ready: boolean) =>
      rules.due(env({ now, card: card({ fields: { ready } }) }), timer);
    expect(due("2026-11-02T16:00:01.000Z", true)).toMatchObject({
      fire: true,
      trigger: { late: false, due: timer.due },
    });
    expect(due("2026-11-02T18:00:00.000Z", true)).toMatchObject({ fire: true, trigger: { late: true } });
    expect(due("2026-11-02T16:00:01.000Z", false)).toEqual({ fire: false, why: "stale" });
    expect(
      rules.rule("stuck")?.judge(env({ card: card({ fields: { ready: true } }) }), 0).leaves,
    ).toHaveLength(1);
  });
});

test("what a rule says of lateness is for the triggers that do not say it", () => {
  const rules = withRules(`
  - id: stuck
    name: S
    late: skip
    when:
      - { while: card.ready, for: 1h }
      - { while: card.count > 1, for: 1h, late: fire }
    then: []
`);
  const timers = look(rules, "2026-11-02T15:00:00.000Z", { fields: { ready: true, count: 2 } }).put;
  const late = env({ now: "2026-11-02T18:00:00.000Z", card: card({ fields: { ready: true, count: 2 } }) });
  expect(timers.map((timer) => rules.due(late, timer))).toEqual([
    expect.objectContaining({ fire: false, why: "late-skipped" }),
    expect.objectContaining({ fire: true }),
  ]);
});
