import { describe, expect, test } from "vitest";
import { compileRuleset } from "../compile-ruleset.ts";
import { headline } from "../diagnostics/index.ts";
import type { Rule } from "../model.ts";
import { card, commands, compiled, env, RULES } from "../testing/small.ts";
import { smallPractice } from "../testing/texts.ts";

const ASK = `${RULES}  - id: under-test
    name: T
    when: [{ event: card.created }]
    let: { plan: { table: plan } }
    then: [{ set: { count: =plan.weeks, note: =plan.who } }]
`;
const CSV = `# hit: first
card.priority,card.count,card.note,weeks: int,who
urgent,-,-,1,manager
normal,>= 10,-,2,nurse
normal,3..9,surgery | physio,3,"front desk, or nurse"
normal,-,not surgery,4,nurse
-,-,-,26,nobody
`;
const files = (csv: string, rules = ASK) => ({
  ...smallPractice,
  "a.rules.yaml": rules,
  "tables/plan.csv": csv,
});
const found = (all: Readonly<Record<string, string>>): readonly string[] => {
  const result = compileRuleset(all);
  return (result.ok ? result.warnings : result.diagnostics).map(headline);
};
const answers = (rule: Rule | undefined, fields: Readonly<Record<string, string | number | boolean>>) =>
  commands(rule as Rule, env({ card: card({ fields }) }));

describe("a table of a file", () => {
  const rule = compiled(files(CSV)).rule("under-test");
  test.each([
    [{ priority: "urgent", count: 50 }, 1, "manager"],
    [{ priority: "normal", count: 10 }, 2, "nurse"],
    [{ priority: "normal", count: 9, note: "physio" }, 3, "front desk, or nurse"],
    [{ priority: "normal", count: 2, note: "other" }, 4, "nurse"],
    [{ priority: "normal", count: 2, note: "surgery" }, 26, "nobody"],
    // Absent: only `-` lets it pass.
    [{ priority: "normal", count: 2 }, 26, "nobody"],
    // Neither is written: their defaults count.
    [{}, 26, "nobody"],
  ])("answers %j with the first row that fits", (fields, weeks, who) => {
    expect(answers(rule, fields)).toEqual([{ type: "set", fields: { count: weeks, note: who } }]);
  });

  test("may be written by a spreadsheet that puts semicolons, line ends and a mark of its own", () => {
    const other = `\ufeff${CSV.replaceAll(/,(?! or)/g, ";").replaceAll("\n", "\r\n")}`;
    expect(found(files(other))).toEqual([]);
    expect(
      answers(compiled(files(other)).rule("under-test"), { priority: "normal", count: 4, note: "physio" }),
    ).toEqual(answers(rule, { priority: "normal", count: 4, note: "physio" }));
  });

  test("names the ruleset with what it says, not with its comments", () => {
    const hash = compiled(files(CSV)).hash;
    expect(compiled(files(`# how long until the next visit\n${CSV}`)).hash).toBe(hash);
    expect(compiled(files(CSV.replace("26", "25"))).hash).not.toBe(hash);
    expect(
      compiled(files(CSV.replace("hit: first", "hit: none\n# hit: first").replace("# hit: none\n", ""))).hash,
    ).toBe(hash);
  });
});

describe("a table inside a rules file", () => {
  const inline = `tables:
  wait:
    hit: unique
    columns: [card.ready, "days: int"]
    rows:
      - [true, 1]
      - [false, 5]
`;
  const rules = (rest: string): string =>
    `${RULES.replace("rules:\n", "")}${inline}rules:\n  - { id: under-test, name: T, when: [{ event: card.created }], let: { days: { table: wait } }, ${rest} }\n`;

  test("answers with the name itself where it has one answer", () => {
    const rule = compiled({
      ...smallPractice,
      "a.rules.yaml": rules("then: [{ set: { count: =days + 1 } }]"),
    }).rule("under-test");
    expect(answers(rule, { ready: true })).toEqual([{ type: "set", fields: { count: 2 } }]);
    expect(answers(rule, {})).toEqual([{ type: "set", fields: { count: 6 } }]);
  });

  test("types what it answers", () => {
    expect(
      found({ ...smallPractice, "a.rules.yaml": rules("then: [{ set: { note: =days } }]") }).join(),
    ).toContain("cel-type");
    expect(
      found({ ...smallPractice, "a.rules.yaml": rules("then: []").replace("table: wait", "table: wiat") }),
    ).toEqual([expect.stringMatching(/name-unknown There is no table called “wiat” — did you mean "wait"/)]);
  });
});

describe("what is wrong with a table", () => {
  const table = (rows: string, header = "card.priority,card.count,weeks: int"): readonly string[] =>
    found(
      files(
        `${header}\n${rows}\n`,
        `${RULES}  - { id: one, name: N, when: [{ event: card.created }], let: { plan: { table: plan } }, then: [] }\n`,
      ),
    );

  test.each([
    [
      "urgnt,-,1\n-,-,2",
      'tables/plan.csv:2:1 table-cell This is never “urgnt”; there is normal, urgent — did you mean "urgent"?',
    ],
    [
      "urgent,=> 3,1\n-,-,2",
      'tables/plan.csv:2:8 table-cell This must be a whole number, or a bound such as `>= 18` or `18..65` — did you mean ">= 3"?',
    ],
    ["urgent,-,soon\n-,-,2", "tables/plan.csv:2:10 table-cell"],
    ["urgent,-\n-,-,2", "tables/plan.csv:2:1 table-shape This row has 2 cells, and there are 3 columns"],
    ["urgent,,1\n-,-,2", "tables/plan.csv:2:8 table-cell An empty cell says nothing"],
    ['"urgent,-,1', "tables/plan.csv:2:1 table-shape This quote is never closed"],
    [
      "urgent,-,1",
      "tables/plan.csv:1:1 warning table-gap No row answers where `card.priority` is “normal”: end with a row",
    ],
    [
      "urgent,< 3,1\nurgent,> 3,2\nnormal,-,3",
      "warning table-gap No row answers where `card.priority` is “urgent”, `card.count` is 3",
    ],
    ["-,-,1\nurgent,-,2", "tables/plan.csv:3:1 warning table-row-never This row never answers"],
    ["-,< 5,1\n-,>= 5,2\nurgent,-,3", "tables/plan.csv:4:1 warning table-row-never"],
  ])("is told with its line and column: %j", (rows, said) => {
    expect(table(rows)).toEqual([expect.stringContaining(said)]);
  });

  test("is two rows that fit the same, where only one may", () => {
    expect(table("urgent,-,1\n-,> 3,2\n-,-,3", "# hit: unique\ncard.priority,card.count,weeks: int")).toEqual(
      [
        expect.stringMatching(
          /plan\.csv:4:1 table-overlap Only one row may fit \(`hit: unique`\), and line 3 fits/,
        ),
        expect.stringMatching(/plan\.csv:5:1 table-overlap .* line 4 /),
        expect.stringMatching(/plan\.csv:5:1 table-overlap .* line 3 /),
      ],
    );
    expect(table("urgent,-,1\nnormal,-,2", "# hit: unique\ncard.priority,card.count,weeks: int")).toEqual([]);
  });

  test.each([
    ["card.prioritee,weeks: int", "1:1 name-unknown There is no field called “prioritee”"],
    ["card.patient.first_name,weeks: int", "1:1 cel-phi `card.patient.first_name` is protected"],
    ["card.checked_at,weeks: int", "1:1 table-shape `card.checked_at` holds a time"],
    ["card.priority,Weeks!", "1:15 table-shape A column is a field that is asked"],
    ["card.priority,card.count", "1:1 table-shape A table asks at least one field"],
  ])("is its header: %s", (header, said) => {
    expect(table("urgent,1", header)).toEqual([expect.stringContaining(said)]);
  });

  test("is no claim where there are too many values to look at", () => {
    const columns = Array.from({ length: 12 }, (_, i) => `card.n${i}`);
    const practice = `${smallPractice["practice.yaml"]}`.replace(
      "fields:\n",
      `fields:\n${columns.map((c) => `  ${c.slice(5)}: int\n`).join("")}`,
    );
    const rows = Array.from({ length: 12 }, (_, r) =>
      [...columns.map((_, c) => (c === r ? ">= 5" : c < r ? "< 5" : "-")), r].join(","),
    );
    const mixed = Array.from({ length: 40 }, (_, r) =>
      [...columns.map((_, c) => `${(r * 7 + c * 3) % 11}..${((r * 7 + c * 3) % 11) + 6}`), r].join(","),
    );
    const csv = `${[...columns, "weeks: int"].join(",")}\n${[...rows, ...mixed].join("\n")}\n`;
    const result = compileRuleset({ ...smallPractice, "practice.yaml": practice, "tables/plan.csv": csv });
    expect(result.ok).toBe(true);
  });
});
