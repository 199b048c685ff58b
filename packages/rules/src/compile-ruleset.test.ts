import { describe, expect, test } from "vitest";
import { compileRuleset } from "./compile-ruleset.ts";
import { renderDiagnostics } from "./diagnostics/index.ts";
import { compiled, RULES, withRules } from "./testing/small.ts";
import { brokenFiles, defaultPractice, smallPractice } from "./testing/texts.ts";

const codes = (files: Readonly<Record<string, string>>): readonly string[] => {
  const result = compileRuleset(files);
  return result.ok ? [] : result.diagnostics.map((found) => `${found.file}:${found.line} ${found.code}`);
};

describe("the default practice", () => {
  test("loads, without as much as a warning", () => {
    const result = compileRuleset(defaultPractice);
    expect(result.ok ? result.warnings : renderDiagnostics(result.diagnostics, defaultPractice)).toEqual([]);
  });

  test("has the texts of all its templates", () => {
    const { templates } = compiled(defaultPractice).practice;
    expect(Object.entries(templates).filter(([, template]) => template.body === null)).toEqual([]);
    expect(templates["visit_reminder"]?.body).toContain("{first_name}");
  });

  test("protects what a patient said the visit is for", () => {
    expect(compiled(defaultPractice).practice.fields["visit.reason"]).toMatchObject({
      ...{ type: "string", phi: true },
    });
  });

  test("keeps the hours in which the sender writes to no patient", () => {
    expect(compiled(defaultPractice).practice.quietHours).toBe("20:00-08:00");
  });

  test("gives every field but text and times a value", () => {
    const { fields } = compiled(defaultPractice).practice;
    const without = Object.values(fields)
      .filter((field) => field.default === null)
      .map((field) => field.type);
    expect(new Set(without)).toEqual(new Set(["string", "timestamp"]));
    expect(fields["priority"]?.default).toBe("normal");
    expect(fields["insurance.status"]?.default).toBe("none");
  });
});

describe("a ruleset", () => {
  const hash = (files: Readonly<Record<string, string>>) => compiled(files).hash;

  test("is named by what its files say, not by how they are laid out", () => {
    const rule = (text: string) => hash({ ...smallPractice, "small.rules.yaml": RULES + text });
    const first = rule("  - { id: one, name: One, when: [{ event: card.created }], then: [] }\n");
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(
      rule("  # a word\n  - id: one\n    then: []\n    name: One\n    when:\n      - event: card.created\n"),
    ).toBe(first);
    expect(rule("  - { id: one, name: Two, when: [{ event: card.created }], then: [] }\n")).not.toBe(first);
  });

  test("is not named by its tests", () => {
    const tests = { "small.test.yaml": "schema: corridor/v1\nkind: tests\ntests: []\n" };
    expect(hash({ ...smallPractice, ...tests })).toBe(hash(smallPractice));
  });

  test("is named by the words of its templates too", () => {
    expect(hash({ ...smallPractice, "templates/survey.md": "Hi {who}" })).not.toBe(hash(smallPractice));
  });

  test("runs rules in the order of files and of places in them, and leaves out what is disabled", () => {
    const rule = (id: string, more = "") =>
      `  - { id: ${id}, name: T, when: [{ event: card.created }], then: []${more} }\n`;
    const files = {
      ...{ "b.rules.yaml": RULES + rule("b-one") + rule("b-two", ", enabled: shadow") },
      ...{ "a.rules.yaml": RULES + rule("a-one") + rule("a-two", ", enabled: false") },
    };
    const rules = compiled({ ...smallPractice, ...files }).rules;
    expect(rules.map((each) => `${each.id} ${each.enabled}`)).toEqual([
      "a-one true",
      "b-one true",
      "b-two shadow",
    ]);
    expect(rules[0]).toMatchObject({
      file: "a.rules.yaml",
      line: 5,
      triggers: [{ kind: "event", text: "card.created" }],
    });
  });

  test("says of a rule whether it reads the patient's record", () => {
    const rules = withRules(`
  - { id: reads-name, name: T, when: [{ event: card.created }], then: [{ notify: { role: manager, via: [email], text: "\${card.patient.first_name}" } }] }
  - { id: reads-id, name: T, when: [{ event: card.created }], then: [{ call: { connector: eligibility, op: check, with: { patient: =card.patient.id } } }] }
`);
    expect(rules.rules.map((rule) => rule.readsPatient)).toEqual([true, false]);
  });
});

describe("faults", () => {
  test("are all found, in all files", () => {
    const files = {
      ...smallPractice,
      "a.rules.yaml": `${RULES}  - { id: a, name: A, when: [{ event: card.creatd }], then: [{ move: { to: nowhere } }] }\n`,
      "b.rules.yaml": `${RULES}  - { id: b-rule, name: B, when: [], thn: [] }\n`,
    };
    expect(codes(files)).toEqual([
      ...["a.rules.yaml:5 shape-value", "a.rules.yaml:5 trigger-event", "a.rules.yaml:5 name-unknown"],
      ...["b.rules.yaml:5 shape-value", "b.rules.yaml:5 shape-unknown-key"],
    ]);
  });

  test("of a missing or a second file are told", () => {
    const { "lifecycle.yaml": lifecycle = "", ...rest } = smallPractice;
    expect(codes(rest)).toEqual(["lifecycle.yaml:1 file-kind"]);
    expect(codes({ ...smallPractice, "other.yaml": lifecycle })).toEqual(["other.yaml:2 file-kind"]);
  });

  test("of a base that can not be read hide no fault of shape elsewhere", () => {
    const files = {
      ...smallPractice,
      "practice.yaml": "schema: corridor/v1\nkind: practice\n",
      "a.rules.yaml": `${RULES}  - { id: a-rule }\n`,
    };
    expect(codes(files).filter((code) => code.startsWith("a.rules"))).toHaveLength(3);
  });
});

/** Where a broken file belongs: beside the small practice, or in place of one of its files. */
const fileFor = (name: string): string => {
  const kind = name.replace(/^\d+-[a-z-]+\./, "");
  return kind === "rules.yaml" ? name : kind;
};

describe("a broken file", () => {
  test("comes in at least twenty kinds", () =>
    expect(Object.keys(brokenFiles).length).toBeGreaterThanOrEqual(20));

  test.each(Object.keys(brokenFiles))("%s is told with its place and its cure", async (name) => {
    const file = fileFor(name);
    const files = { ...smallPractice, [file]: brokenFiles[name] as string };
    const result = compileRuleset(files, "2026-11-02T14:00:00.000Z");
    const told = renderDiagnostics(result.ok ? result.warnings : result.diagnostics, files);
    await expect(`${told}\n`).toMatchFileSnapshot(`fixtures/broken/${name.replace(/\.yaml$/, ".txt")}`);
  });
});
