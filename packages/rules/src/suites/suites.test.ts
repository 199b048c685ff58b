import { describe, expect, test } from "vitest";
import { renderDiagnostics } from "../diagnostics/index.ts";
import { compiled, RULES } from "../testing/small.ts";
import { brokenTests, smallPractice } from "../testing/texts.ts";
import { armsOf } from "./arms.ts";
import { compileDirectory, compileSuites } from "./compile-suites.ts";
import { mutantsOf } from "./mutants/mutants-of.ts";

const greet = `${RULES}  - id: greet
    name: Greet
    when: [{ event: card.entered, state: intake.new }]
    if: ['card.count >= 2', { not: card.ready }]
    then:
      - set: { note: hello }
      - choose:
          - { if: 'card.priority == "urgent"', then: [{ label: { add: [hurry] } }] }
          - { else: [] }
`;
const wait = `${RULES}  - { id: wait-long, name: Wait, when: [{ while: card.ready, for: 2 business hours, calendar: office }, { manual: Wait }], then: [] }
`;
const files = { ...smallPractice, "greet.rules.yaml": greet, "wait.rules.yaml": wait };

const NOW = "2026-11-02T14:00:00.000Z";
const START = "schema: corridor/v1\nkind: tests\nstart: 2026-11-02T09:00\n";
const suites = (tests: string, more = "") => {
  const all = { ...files, "a.test.yaml": `${START}${more}tests:\n${tests}` };
  const made = compileSuites(all);
  if (!made.ok) throw new Error(renderDiagnostics(made.diagnostics, all));
  return made.suites;
};
const trial = (body: string, more = "") => suites(`  - { name: T, ${body} }\n`, more)[0]?.trials[0];

describe("a file of tests that is broken", () => {
  test.each(Object.keys(brokenTests))("%s is told with its place and its cure", async (name) => {
    const all = { ...files, [name]: brokenTests[name] as string };
    const made = compileSuites(all);
    const told = made.ok ? "nothing" : renderDiagnostics(made.diagnostics, all);
    await expect(`${told}\n`).toMatchFileSnapshot(
      `../fixtures/broken-tests/${name.replace(/\.yaml$/, ".txt")}`,
    );
  });

  test("is told that only rules announce an event of theirs", () => {
    const emits = `${RULES}  - { id: tell, name: Tell, when: [{ event: card.created }], then: [{ emit: chart-checked }] }\n`;
    const told = `${START}tests: [{ name: T, card: { id: c1 }, steps: [{ do: { event: chart-checked } }] }]\n`;
    const made = compileSuites({ ...smallPractice, "tell.rules.yaml": emits, "a.test.yaml": told });
    expect(made).toMatchObject({
      ok: false,
      diagnostics: [{ code: "test-deed", message: expect.stringContaining("`emit: chart-checked`") }],
    });
  });

  test("is told by a check of the whole directory, with what else is said of it", () => {
    const warned = `${RULES}  - { id: odd, name: O, when: [{ event: card.created }], then: [{ choose: [{ if: card.ready, then: [stop] }] }] }\n`;
    const all = { ...files, "odd.rules.yaml": warned };
    expect(compileDirectory(all, NOW)).toMatchObject({ ok: true, warnings: [{ code: "choose-else" }] });
    const name = "05-deeds.test.yaml";
    const told = compileDirectory({ ...all, [name]: brokenTests[name] as string }, NOW);
    const alone = compileSuites({ ...all, [name]: brokenTests[name] as string });
    expect(told.ok || alone.ok).toBe(false);
    if (told.ok || alone.ok) return;
    expect(told.diagnostics[0]).toMatchObject({ code: "choose-else", severity: "warning" });
    expect(told.diagnostics.slice(1)).toEqual(alone.diagnostics);
  });

  test("does not hide what is wrong with the rules themselves", () => {
    const made = compileSuites({ ...files, "greet.rules.yaml": greet.replace("card.count", "card.cuont") });
    expect(made).toMatchObject({
      ok: false,
      diagnostics: [{ file: "greet.rules.yaml", code: "cel-unknown-name" }],
    });
  });
});

describe("a file of tests", () => {
  test("looks at the rules it names, and at all where it names none", () => {
    const rules = (more: string) => suites("  []\n", more)[0]?.ruleset.rules.map(({ id }) => id);
    expect(rules("")).toEqual(["greet", "wait-long"]);
    expect(rules("rules: [wait.rules.yaml]\n")).toEqual(["wait-long"]);
    expect(rules('rules: ["g*.rules.yaml", wait.rules.yaml]\n')).toEqual(["greet", "wait-long"]);
  });

  test("has a hash of its own, and gives its rules none", () => {
    const hash = (text: string) => {
      const made = compileSuites({ ...files, "a.test.yaml": text });
      return made.ok ? made.hash : null;
    };
    expect(hash(`${START}tests: []\n`)).toMatch(/^[0-9a-f]{64}$/);
    expect(hash(`${START}# a word\ntests: []\n`)).toBe(hash(`${START}tests: []\n`));
    expect(hash(START.replace("09:00", "10:00"))).not.toBe(hash(`${START}tests: []\n`));
    expect(suites("  []\n")[0]?.ruleset.hash).toBe(compiled(files).hash);
  });

  test("says times on the practice's own clock", () => {
    const read = trial(
      "card: { id: c1, appointment.start: 2026-11-02T15:00, checked_at: 2026-10-30T09:00 }, steps: [{ expect: { none: true } }]",
    );
    expect(read?.start).toBe("2026-11-02T14:00:00.000Z");
    expect(read?.cards[0]).toMatchObject({
      appointment: { start: "2026-11-02T20:00:00.000Z", minutes: 30 },
      fields: { checked_at: "2026-10-30T13:00:00.000Z" },
    });
  });

  test("waits in business time, of the only calendar where none is named", () => {
    const read = trial("card: { id: c1 }, steps: [{ wait: 10 business hours, expect: { none: true } }]");
    expect(read?.steps[0]?.until?.("2026-11-02T14:00:00.000Z")).toBe("2026-11-03T16:00:00.000Z");
  });

  test("tells a patient's fields from the card's", () => {
    const read = trial(
      "card: { id: c1, count: 3, patient.first_name: Rosa, patient.id: p7 }, steps: [{ do: { set: { patient.first_name: Lee } } }]",
    );
    expect(read?.cards[0]).toMatchObject({
      fields: { count: 3 },
      patient: { id: "p7", fields: { first_name: "Rosa" } },
    });
    expect(read?.steps[0]?.deed).toMatchObject({
      kind: "patient",
      fields: { first_name: "Lee" },
      command: null,
    });
  });

  test("answers for connectors after a while, after failures, or never", () => {
    const read = trial(
      "steps: [{ expect: { none: true } }]",
      "connectors:\n  e.check: [{ after: 2s, reply: { status: active } }, { fail: 503 x3 }, { fail: 404 }]\n",
    );
    expect(read?.answers["e.check"]).toEqual([
      { afterMs: 2_000, reply: { status: "active" }, fail: null },
      { afterMs: 0, reply: null, fail: { code: 503, tries: 3 } },
      { afterMs: 0, reply: null, fail: { code: 404, tries: null } },
    ]);
  });
});

describe("the ways through rules", () => {
  test("are their `then` and `else` and every arm, with their lines", () => {
    expect(armsOf({ "greet.rules.yaml": greet }).map(({ path, line }) => `${line} ${path}`)).toEqual([
      ...["10 then", "12 then.1.choose.0.then", "13 then.1.choose.1.else"],
    ]);
  });
});

const ofPart = (files: Readonly<Record<string, string>>, part: string) =>
  mutantsOf({ ...smallPractice, ...files })
    .filter((one) => one.part === part)
    .map(({ name, what }) => `${name}: ${what}`);

describe("the mutants of a practice", () => {
  test("change a ladder: who is told and when, what is done, what ends it, each level left out", () => {
    const help = `schema: corridor/v1
kind: policies
escalations:
  help:
    calendar: office
    done_when: card.count > 3
    levels:
      - { notify: { role: front_desk, pick: on_shift, via: [board] }, wait: 1 business hour }
      - { notify: { user: "\${card.assignee}", else_role: manager, via: [email] }, wait: 2h, then: [{ set: { priority: urgent } }] }
    repeat: 1
    ack: { pauses: true, timeout: 4h }
    exhausted: [{ label: { add: [lost] } }]
`;
    expect(ofPart({ "policies.yaml": help }, "policy")).toEqual([
      "help: `card.count > 3` is negated",
      "help: `>` becomes `>=` in `card.count > 3`",
      "help: `3` becomes `4` in `card.count > 3`",
      "help: without `{notify:{role:front_desk,pick:on_shift,via:[board]},wait:1 business hour}`",
      "help: without `pick: on_shift`",
      "help: `front_desk` becomes `billing`",
      "help: “1 business hour” becomes “2 business hours”",
      expect.stringMatching(/^help: without `.notify:.user:.*…`$/),
      "help: `manager` becomes `front_desk`",
      "help: “2h” becomes “3h”",
      "help: without `{set:{priority:urgent}}`",
      "help: 1 becomes 2",
      "help: `true` becomes `false`",
      "help: “4h” becomes “5h”",
      "help: without `{label:{add:[lost]}}`",
    ]);
  });

  test("change a lifecycle: moves, guards, and limits that refuse", () => {
    const stages = smallPractice["lifecycle.yaml"]
      ?.replace("states: [new, ready]", "wip: { limit: 9, policy: warn }\n    states: [new, ready]")
      .replace("states: [booked", "wip: { limit: 3, per: location, policy: block }\n    states: [booked");
    expect(ofPart({ "lifecycle.yaml": stages ?? "" }, "stage")).toEqual([
      "intake: without `{to:visit,if:card.ready,because:Finish the intake first}`",
      "intake: `card.ready` is negated",
      "visit: without `{to:done}`",
      "visit: without `{to:intake}`",
      "visit: 3 becomes 4",
      "visit: `block` becomes `warn`",
      "visit: `location` becomes `practice`",
    ]);
  });

  test("change a table of a file and one inside a rules file, and are tables all the same", () => {
    const inline = `schema: corridor/v1
kind: rules
tables: { wait: { columns: [card.ready, who, "n: int"], rows: [[true, ana, 1], ["-", bo, 2]] } }
rules: []
`;
    const csv = '# hit: unique\ncard.priority,card.count,weeks: int\nurgent,"1, 2",2\n';
    expect(ofPart({ "tables/plan.csv": csv, "tables.rules.yaml": inline }, "table")).toEqual([
      "plan: without the row `urgent, 1, 2, 2`",
      "plan: 2 becomes 3 in the row `urgent, 1, 2, 2`",
      "wait: without the row `true, ana, 1`",
      "wait: 1 becomes 2 in the row `true, ana, 1`",
      "wait: without the row `-, bo, 2`",
      "wait: 2 becomes 3 in the row `-, bo, 2`",
    ]);
    const texts = mutantsOf({ "tables/plan.csv": csv }).map(({ text }) => text);
    expect(texts).toEqual([
      '# hit: unique\n"card.priority","card.count","weeks: int"\n',
      '# hit: unique\n"card.priority","card.count","weeks: int"\n"urgent","1, 2","3"\n',
    ]);
  });
});

describe("the mutants of rules", () => {
  const all = mutantsOf({ "greet.rules.yaml": greet, "wait.rules.yaml": wait });
  const told = all.map(({ line, column, what }) => `${line}:${column} ${what}`);

  test("flip every comparison, number and span, negate every condition and leave out every action", () => {
    expect(told).toEqual([
      "8:10 `card.count >= 2` is negated",
      "8:22 `>=` becomes `>` in `card.count >= 2`",
      "8:25 `2` becomes `3` in `card.count >= 2`",
      "8:36 `card.ready` is negated",
      "10:9 without `{set:{note:hello}}`",
      "11:9 without `{choose:[{if:card.priority == urgent,then:[{label:{add:[hurry]}}]},{else:[]}]}`",
      '12:34 `==` becomes `!=` in `card.priority == "urgent"`',
      "12:55 without `{label:{add:[hurry]}}`",
      "5:50 `card.ready` is negated",
      "5:67 “2 business hours” becomes “3 business hours”",
    ]);
  });

  test("are rules all the same, each other than the rule it came from", () => {
    const before = compiled(files).hash;
    for (const { file, text } of all) expect(compiled({ ...files, [file]: text }).hash).not.toBe(before);
  });
});
