import { describe, expect, test } from "vitest";
import { compileRuleset } from "../compile-ruleset.ts";
import { headline } from "../diagnostics/index.ts";
import { RULES } from "../testing/small.ts";
import { defaultPractice, smallPractice } from "../testing/texts.ts";

const CREATED = "when: [{ event: card.created }]";
const rule = (id: string, rest: string): string => `  - { id: ${id}, name: N, ${rest} }\n`;

/** What is found in the small practice with these rules: severity, code and message. */
function found(rules: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const result = compileRuleset({ ...smallPractice, "a.rules.yaml": RULES + rules, ...files });
  return (result.ok ? result.warnings : result.diagnostics).map(
    (one) => `${one.severity} ${headline(one).replace(/ warning /, " ")}`,
  );
}
const one = (rest: string): readonly string[] => found(rule("one", rest));
const changed = (field: string, more = ""): string =>
  `when: [{ event: card.changed, field: ${field}${more} }]`;
const set = (field: string, value: string): string => `then: [{ set: { ${field}: ${value} } }]`;

describe("a condition that never holds", () => {
  test.each([
    ["two stages at once", `['card.stage == "intake"', 'card.stage == "visit"']`],
    ["two stages in one expression", `'card.stage == "intake" && card.stage == "visit"'`],
    ["a state of another stage", `'card.stage == "intake" && card.state == "seen"'`],
    ["all but every value", `'card.priority != "normal" && card.priority != "urgent"'`],
    ["true and false", `['card.ready', { not: card.ready }]`],
    ["more and less", `'card.count > 3 && card.count < 2'`],
    ["a value of an absent field", `'!has(card.note) && has(card.note)'`],
    ["with a label and without", `'has_label("vip") && !has_label("vip")'`],
    [
      "none of several that can be",
      `{ any: ['card.count > 3 && card.count < 2', 'card.ready && !card.ready'] }`,
    ],
  ])("is an error: %s", (_, condition) => {
    expect(one(`${CREATED}, if: ${condition}, then: []`)).toEqual([
      expect.stringContaining("condition-never This never holds"),
    ]);
  });

  test("is shown at the member of a list that contradicts the ones before, with why", () => {
    const [said] = one(
      `${CREATED}, if: ['card.stage == "intake"', card.ready, 'card.stage == "visit"'], then: []`,
    );
    expect(said).toContain("a.rules.yaml:5:101 condition-never");
    expect(said).toContain("`card.stage` is “intake” there and would have to be “visit”");
  });

  test.each([
    [
      "the place that was entered",
      `when: [{ event: card.entered, state: visit.booked }], if: card.stage == "intake"`,
    ],
    [
      "the value that was set",
      `${changed("insurance.status", ", to: verified")}, if: card.insurance.status == "none"`,
    ],
    ["what has held for so long", `when: [{ while: card.ready, for: 1h }], if: "!card.ready"`],
    [
      "the step that has come",
      `when: [{ before: card.checked_at, by: [2 days, 1h] }], if: trigger.by == "3h"`,
    ],
  ])("is a warning where only the trigger contradicts it: %s", (_, rest) => {
    expect(one(`${rest}, then: []`)).toEqual([
      expect.stringMatching(/^warning .*condition-never This never holds after what starts/),
    ]);
  });

  test.each([
    [
      "several ways to start",
      `when: [{ event: card.entered, state: visit }, { event: card.created }], if: card.stage == "intake"`,
    ],
    ["what can not be followed", `${CREATED}, if: 'card.note.contains("a") && !card.note.contains("a")'`],
    ["whole numbers between", `${CREATED}, if: card.count > 2 && card.count < 4`],
    [
      "one of several",
      `${CREATED}, if: 'card.stage in ["intake", "visit"] && card.stage in ["visit", "done"]'`,
    ],
  ])("is not claimed of %s", (name, rest) => {
    const absent =
      name === "what can not be followed" ? rest.replace("card.note", "has(card.note) && card.note") : rest;
    expect(one(`${absent}, then: []`)).toEqual([]);
  });

  test("may be a guard of a move", () => {
    const lifecycle = (smallPractice["lifecycle.yaml"] ?? "").replace(
      "if: card.ready",
      `if: 'card.state == "seen"'`,
    );
    const all = found("", {
      "lifecycle.yaml": lifecycle,
      "a.rules.yaml": `${RULES.replace("rules:\n", "rules: []\n")}`,
    });
    expect(all.join()).toContain("lifecycle.yaml:9:30 condition-never Nothing ever moves this way");
  });
});

test("a condition that always holds is a warning", () => {
  expect(one(`${CREATED}, if: 'card.stage != "intake" || card.stage != "visit"', then: []`)).toEqual([
    expect.stringMatching(/^warning .*condition-always/),
  ]);
});

describe("an arm that is never chosen", () => {
  const choose = (arms: string): readonly string[] =>
    one(`${CREATED}, then: [{ choose: [${arms}, { else: [] }] }]`);
  test("has a condition an earlier arm has taken all of", () => {
    const said = choose(`{ if: card.count > 2, then: [] }, { if: card.count > 5, then: [] }`);
    expect(said).toEqual([expect.stringContaining("condition-never This arm is never chosen")]);
    expect(choose(`{ if: card.count > 5, then: [] }, { if: card.count > 2, then: [] }`)).toEqual([]);
  });
  test("or contradicts the rule's own `if`", () => {
    const rest = `${CREATED}, if: card.ready, then: [{ choose: [{ if: "!card.ready", then: [] }, { else: [] }] }]`;
    expect(one(rest)).toHaveLength(1);
  });
});

describe("a rule nothing starts", () => {
  test.each([
    [
      "waits for an answer to what nobody asks",
      "when: [{ event: call.succeeded }]",
      "no rule makes `call.succeeded` happen",
    ],
    [
      "waits for a field that is not written",
      "when: [{ event: card.changed, field: stage }]",
      "wait for `event: card.entered`",
    ],
    [
      "waits for a change to the same",
      changed("count", ", from: 1, to: 1"),
      "a change leads to another value",
    ],
    [
      "waits for a stage to be too full that has no limit",
      "when: [{ event: wip.exceeded, stage: intake }]",
      "`policy: warn`",
    ],
    [
      "waits for a way no card can go",
      "when: [{ event: card.entered, state: done, from: intake }]",
      "no card goes from intake to done",
    ],
    [
      "waits for a way out no card can go",
      "when: [{ event: card.left, state: done, to: visit }]",
      "no card goes from done to visit",
    ],
  ])("%s", (_, when, message) => {
    expect(one(`${when}, then: []`)).toEqual([expect.stringContaining(message)]);
  });

  test("is started all the same by what another rule asks, or by a state of the same stage", () => {
    const asks = rule("asks", `${CREATED}, then: [{ call: { connector: eligibility, op: check } }]`);
    expect(found(asks + rule("one", "when: [{ event: call.failed }], then: []"))).toEqual([]);
    expect(one("when: [{ event: card.entered, state: visit.seen, from: visit.booked }], then: []")).toEqual(
      [],
    );
  });

  test("may wait for a ladder's end, when a rule starts one", () => {
    const ladder = rule("climbs", `${CREATED}, then: [{ escalate: { policy: help, reason: R } }]`);
    expect(found(ladder + rule("one", "when: [{ event: escalation.exhausted }], then: []"))).toEqual([]);
  });
});

describe("rules in a circle", () => {
  test("that nothing breaks are an error, with the way round", () => {
    const said = found(
      rule("one", `${changed("count")}, ${set("ready", "true")}`) +
        rule("two", `${changed("ready")}, ${set("count", "=card.count + 1")}`),
    );
    expect(said).toEqual([
      expect.stringContaining(
        "error a.rules.yaml:5:88 rule-cycle This goes round for ever: one (sets ready) → two (sets count) → one",
      ),
    ]);
  });

  test.each([
    [
      "that undo each other",
      rule("one", `${changed("ready", ", to: true")}, ${set("ready", "false")}`) +
        rule("two", `${changed("ready", ", to: false")}, ${set("ready", "true")}`),
    ],
    [
      "of one that sets what it waits for",
      rule("one", `${changed("count")}, ${set("count", "=card.count + 1")}`),
    ],
    [
      "that move to and fro",
      rule(
        "one",
        "when: [{ event: card.entered, state: visit.booked }], then: [{ move: { to: visit.seen } }]",
      ) +
        rule(
          "two",
          "when: [{ event: card.entered, state: visit.seen }], then: [{ move: { to: visit.booked } }]",
        ),
    ],
  ])("are an error: %s", (_, rules) => {
    expect(found(rules)).toEqual([expect.stringMatching(/^error .*rule-cycle This goes round for ever/)]);
  });

  test.each([
    [
      "something is asked on the way",
      rule("one", `${changed("count")}, if: card.count < 5, ${set("count", "=card.count + 1")}`),
    ],
    [
      "it ends by itself",
      rule("one", `${changed("ready", ", to: true")}, ${set("insurance.status", "verified")}`) +
        rule("two", `${changed("insurance.status", ", to: verified")}, ${set("ready", "true")}`),
    ],
    [
      "a clock lies between",
      rule("one", `when: [{ while: card.ready, for: 1m }], ${set("ready", "=card.count > 2")}`),
    ],
    [
      "an answer lies between",
      rule(
        "one",
        "when: [{ event: card.created }, { event: call.failed }], then: [{ call: { connector: eligibility, op: check } }]",
      ),
    ],
  ])("are a warning where %s", (_, rules) => {
    expect(found(rules)).toEqual([expect.stringMatching(/^warning .*rule-cycle This may go round/)]);
  });

  test.each([
    ["a new card is moved", rule("one", `${CREATED}, then: [{ move: { to: visit.seen } }]`)],
    [
      "the value is not the one that is waited for",
      rule("one", `${changed("insurance.status", ", to: verified")}, ${set("insurance.status", "none")}`),
    ],
    [
      "the condition is false by then",
      rule("one", `${changed("ready")}, if: card.ready, ${set("ready", "false")}`),
    ],
    [
      "it sets what is so already",
      rule("one", `when: [{ while: card.ready, for: 1h }], ${set("ready", "true")}`),
    ],
    [
      "the rule only watches",
      rule("one", `enabled: shadow, ${changed("count")}, ${set("count", "=card.count + 1")}`),
    ],
    [
      "the second is for another stage",
      rule("one", `${changed("count")}, if: card.stage == "intake", ${set("ready", "=card.count > 1")}`) +
        rule("two", `${changed("ready")}, if: card.stage == "visit", ${set("count", "=card.count + 1")}`),
    ],
  ])("are none where %s", (_, rules) => expect(found(rules)).toEqual([]));

  test("are found through ladders too", () => {
    const policies = `${smallPractice["policies.yaml"]}  loud:\n    done_when: card.ready\n    levels:\n      - { notify: { role: manager, via: [email] }, then: [{ set: { count: =card.count + 1 } }] }\n`;
    const said = found(
      rule("one", `${changed("count")}, then: [{ escalate: { policy: loud, reason: R } }]`),
      { "policies.yaml": policies },
    );
    expect(said).toEqual([expect.stringMatching(/^warning policies.yaml.*one \(sets count\) → one/)]);
  });
});

describe("two rules that write one field", () => {
  const urgent = rule("one", `${CREATED}, if: card.ready, ${set("priority", "urgent")}`);
  test("on the same occasion are a warning that names both places", () => {
    expect(found(urgent + rule("two", `${CREATED}, ${set("priority", "normal")}`))).toEqual([
      expect.stringMatching(
        /^warning a\.rules\.yaml:6:\d+ rule-conflict `one` writes `priority` on the same occasion \(a\.rules\.yaml:5\)/,
      ),
    ]);
  });
  test.each([
    ["the same value", `${CREATED}, ${set("priority", "urgent")}`],
    ["another occasion", `${changed("count")}, ${set("priority", "normal")}`],
    ["conditions that exclude each other", `${CREATED}, if: '!card.ready', ${set("priority", "normal")}`],
  ])("are left alone with %s", (_, rest) => expect(found(urgent + rule("two", rest))).toEqual([]));
});

describe("what is done to other cards", () => {
  const others = (stage: string, then: string): string =>
    `then: [{ select: { from: cards, where: 'it.stage == "${stage}"', limit: 5, then: [${then}] } }]`;

  test("may go round in a circle", () => {
    const said = found(
      rule("one", `${changed("ready")}, ${others("visit", "{ set: { ready: =it.count > 2 } }")}`),
    );
    expect(said).toEqual([expect.stringMatching(/^warning .*rule-cycle .*one \(sets ready\) → one/)]);
    const there = rule("one", `${changed("count")}, ${others("visit", "{ set: { ready: true } }")}`);
    const back = rule("two", `${changed("ready")}, ${set("count", "=card.count + 1")}`);
    expect(found(there + back)).toEqual([expect.stringContaining("rule-cycle This may go round")]);
  });

  test("goes round in none where the cards that are found are not those that start the other", () => {
    const there = rule("one", `${changed("count")}, ${others("visit", "{ set: { ready: true } }")}`);
    const back = rule(
      "two",
      `${changed("ready")}, if: card.stage == "intake", ${set("count", "=card.count + 1")}`,
    );
    expect(found(there + back)).toEqual([]);
  });

  test("is written twice by two rules that find the same cards", () => {
    const writes = (id: string, stage: string, value: string) =>
      rule(id, `${changed("count")}, ${others(stage, `{ set: { priority: ${value} } }`)}`);
    expect(found(writes("one", "visit", "urgent") + writes("two", "visit", "normal"))).toEqual([
      expect.stringContaining("rule-conflict `one` writes `priority` on the same occasion"),
    ]);
    expect(found(writes("one", "visit", "urgent") + writes("two", "intake", "normal"))).toEqual([]);
    const own = rule("two", `${changed("count")}, ${set("priority", "normal")}`);
    expect(found(writes("one", "visit", "urgent") + own)).toEqual([]);
  });

  test("starts rules that nothing else would", () => {
    const climbs = others("visit", "{ escalate: { policy: help, reason: R } }");
    expect(
      found(
        rule("one", `${CREATED}, ${climbs}`) +
          rule("two", "when: [{ event: escalation.exhausted }], then: []"),
      ),
    ).toEqual([]);
  });

  const offering = (more: string) =>
    found(
      rule(
        "offers",
        `when: [{ event: appointment.freed }], then: [{ select: { from: cards, where: 'it.stage == "visit"${more}', limit: 1, as: candidate, then: [{ offer: { slot: =event.slot, card: candidate, expires: 30m } }] } }]`,
      ),
    );

  test("is offered to nobody twice, or else that is a warning", () => {
    expect(offering(" && !offered(it, event.slot)")).toEqual([]);
    expect(offering(" && !offered(candidate, event.slot)")).toEqual([]);
    expect(offering("")).toEqual([expect.stringContaining("select-offered")]);
  });
});

describe("what ends a ladder", () => {
  const policy = (end: string) => ({
    "policies.yaml": `schema: corridor/v1\nkind: policies\nescalations:\n  help: { done_when: ${end}, levels: [{ notify: { role: manager, via: [board] } }] }\n`,
  });
  const starts = (rest: string): string => rule("climbs", rest);
  const escalate = "then: [{ escalate: { policy: help, reason: R } }]";

  test("is an error where it never holds, and a warning where it always does", () => {
    expect(found(starts(`${CREATED}, ${escalate}`), policy(`'card.ready && !card.ready'`))).toEqual([
      expect.stringMatching(
        /^error policies.yaml:4:22 condition-never This never holds.*`help` only ends by hand/,
      ),
    ]);
    expect(
      found(rule("one", `${CREATED}, then: []`), policy(`'card.stage != "visit" || card.stage != "done"'`)),
    ).toEqual([
      expect.stringMatching(/^warning policies.yaml:4:22 condition-always .*`help` is over as it begins/),
    ]);
  });

  test.each([
    ["what starts the rule", `${changed("insurance.status", ", to: verified")}, ${escalate}`],
    ["what the rule asks", `${CREATED}, if: 'card.insurance.status == "verified"', ${escalate}`],
    [
      "the arm it stands in",
      `${CREATED}, then: [{ choose: [{ if: 'card.insurance.status == "verified"', then: [{ escalate: { policy: help, reason: R } }] }, { else: [] }] }]`,
    ],
  ])("is a warning where it is so already, by %s", (_, rest) => {
    expect(found(starts(rest), policy(`'card.insurance.status == "verified" || card.ready'`))).toEqual([
      expect.stringMatching(/^warning a\.rules\.yaml:\d+:\d+ ladder-over .*policies\.yaml:4/),
    ]);
  });

  test.each([
    ["it may not be so yet", `${CREATED}, ${escalate}`],
    [
      "the rule itself undoes it",
      `${changed("insurance.status", ", to: verified")}, then: [{ set: { insurance.status: none } }, { escalate: { policy: help, reason: R } }]`,
    ],
  ])("is nothing where %s", (_, rest) => {
    expect(found(starts(rest), policy(`'card.insurance.status == "verified"'`))).toEqual([]);
  });
});

describe("a ladder", () => {
  const started = (by: string, more = ""): readonly string[] =>
    one(
      `when: [{ before: card.appointment.start, by: ${by} }], then: [${more || "{ escalate: { policy: help, reason: R } }"}]`,
    );
  test("that takes longer than is left is a warning", () => {
    expect(started("30m")).toEqual([
      expect.stringMatching(/ladder-too-long The ladder `help` is started 30m before, .*: 1 business hour/),
    ]);
    expect(started("[1 day, 2h]")).toEqual([]);
  });
  test("is looked at with the step it is started by", () => {
    const arm = (by: string): string =>
      `{ choose: [{ if: trigger.by == "${by}", then: [{ escalate: { policy: help, reason: R } }] }, { else: [] }] }`;
    expect(started("[1 day, 30m]", arm("1 day"))).toEqual([]);
    expect(started("[1 day, 30m]", arm("30m"))).toHaveLength(1);
  });
});

describe("a place nobody minds", () => {
  const lifecycle = (smallPractice["lifecycle.yaml"] ?? "").replace(
    "moves: [{ to: done }, { to: intake }]",
    `moves: [{ to: done, if: 'card.state == "seen"', because: See the patient first }]`,
  );
  const withRule = (rules: string): readonly string[] => found(rules, { "lifecycle.yaml": lifecycle });
  const WATCHED = rule("one", `when: [{ while: 'card.state == "booked"', for: 1 day }], then: []`);
  test("has no way out, no clock and no owner", () => {
    expect(withRule(WATCHED)).toEqual([
      expect.stringMatching(/^warning lifecycle.yaml:11:22 place-forsaken A card in visit.waiting/),
    ]);
  });
  test("is minded by a clock, or by somebody it is given to", () => {
    const given = rule(
      "two",
      "when: [{ event: card.entered, state: visit.waiting }], then: [{ assign: { role: manager } }]",
    );
    expect(withRule(WATCHED + given)).toEqual([]);
  });
});

describe("many rules", () => {
  test("of the default practice have none of these faults", () => {
    const result = compileRuleset(defaultPractice);
    expect(result.ok && result.warnings).toEqual([]);
  });
});
