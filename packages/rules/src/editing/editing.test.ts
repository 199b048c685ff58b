import { describe, expect, test } from "vitest";
import { FUNCTION_DOCS } from "../cel/index.ts";
import { FUNCTIONS, METHODS, PLAIN_FUNCTIONS, READ_FUNCTIONS } from "../cel/functions.ts";
import { LOOPS } from "../cel/ast.ts";
import { ACTIONS } from "../actions/index.ts";
import { keysAt } from "../shape/index.ts";
import { RULES } from "../testing/small.ts";
import { defaultPractice, smallPractice } from "../testing/texts.ts";
import { TRIGGERS } from "../triggers/index.ts";
import { completionsAt, hoverAt } from "./index.ts";

const AT = "‸";

/** What is offered where the mark stands, in a file beside the small practice. */
function offered(text: string, file = "a.rules.yaml") {
  const offset = text.indexOf(AT);
  const files = { ...smallPractice, [file]: text.replace(AT, "") };
  const found = completionsAt(files, file, offset);
  return { labels: (found?.items ?? []).map(({ label }) => label), found, offset };
}
const inRule = (rest: string): string => `${RULES}  - id: one\n    name: One\n${rest}`;
const said = (text: string, file = "a.rules.yaml"): string | undefined =>
  hoverAt({ ...smallPractice, [file]: text.replace(AT, "") }, file, text.indexOf(AT))?.doc;

describe("what could stand here", () => {
  test("are the keys a rule does not have yet", () => {
    const { labels } = offered(inRule(`    ${AT}\n`));
    expect(labels).toEqual(expect.arrayContaining(["when", "if", "then", "let", "enabled"]));
    expect(labels).not.toContain("id");
  });

  test("are keys that go with what is typed, and are written with their colon", () => {
    const { found, offset } = offered(inRule(`    wh${AT}\n`));
    expect(found).toMatchObject({ from: offset - 2, to: offset });
    expect(found?.items[0]).toMatchObject({
      label: "when",
      kind: "key",
      insert: "when: ",
      detail: "required",
    });
  });

  test.each([
    ["in a list", "    when:\n      - "],
    ["in brackets", "    when: [{ "],
  ])("are triggers in `when`, %s", (_, before) => {
    const { found, labels } = offered(inRule(`${before}${AT}${before.endsWith("{ ") ? " }]" : ""}\n`));
    expect(labels).toEqual(expect.arrayContaining(["event", "before", "while"]));
    expect(found?.items.find(({ label }) => label === "while")?.doc).toContain("without a break");
  });

  test("are actions in `then`, with an example", () => {
    const { found } = offered(inRule(`    then:\n      - ass${AT}\n`));
    expect(found?.items[0]).toMatchObject({ label: "assign", kind: "action" });
    expect(found?.items[0]?.doc).toContain("pick: least_loaded");
  });

  test.each([
    ["events", `    when: [{ event: card.en${AT} }]\n`, ["card.entered"]],
    [
      "places",
      `    when: [{ event: card.entered, state: visit.${AT} }]\n`,
      ["visit.booked", "visit.waiting", "visit.seen"],
    ],
    ["fields", `    when: [{ event: card.changed, field: insu${AT} }]\n`, ["insurance.status"]],
    [
      "values of the field",
      `    when: [{ event: card.changed, field: insurance.status, to: ${AT} }]\n`,
      ["none", "pending", "verified"],
    ],
    ["places to move to", `    then:\n      - move: { to: do${AT} }\n`, ["done"]],
    ["roles", `    then:\n      - assign: { role: fr${AT} }\n`, ["front_desk"]],
    [
      "ways to assign",
      `    then:\n      - assign: { role: manager, pick: ${AT} }\n`,
      ["least_loaded", "any"],
    ],
    ["templates", `    then:\n      - message: { to: patient, template: rem${AT} }\n`, ["reminder"]],
    [
      "variables",
      `    then:\n      - message: { to: patient, template: reminder, with: { ${AT} } }\n`,
      ["first_name", "day"],
    ],
    ["connectors", `    then:\n      - call: { connector: ${AT} }\n`, ["eligibility", "lab"]],
    ["operations", `    then:\n      - call: { connector: lab, op: ${AT} }\n`, ["order"]],
    [
      "what an operation takes",
      `    then:\n      - call: { connector: lab, op: order, with: { ${AT} } }\n`,
      ["patient", "test", "urgent"],
    ],
    ["fields to set", `    then:\n      - set: { insu${AT} }\n`, ["insurance.status"]],
    [
      "values to set",
      `    then:\n      - set: { insurance.status: ${AT} }\n`,
      ["none", "pending", "verified"],
    ],
    ["policies", `    then:\n      - escalate: { policy: ${AT} }\n`, ["help", "owner-first"]],
    ["calendars", `    when: [{ while: card.ready, for: 1 business day, calendar: ${AT} }]\n`, ["office"]],
    ["times", `    when: [{ before: ${AT} }]\n`, ["card.appointment.start", "card.checked_at"]],
  ])("are %s", (_, text, labels) => {
    expect(offered(inRule(text)).labels).toEqual(labels);
  });

  test("are the card's fields, functions and the event's values in an expression", () => {
    const { labels } = offered(
      inRule(`    when: [{ event: call.succeeded }]\n    let: { weeks: '2' }\n    if: ${AT}\n`),
    );
    expect(labels).toEqual(
      expect.arrayContaining(["card.insurance.status", "has_label", "event.connector", "weeks"]),
    );
    expect(offered(inRule(`    if: 'card.ready && card.insu${AT}'\n`)).labels).toEqual([
      "card.insurance.status",
    ]);
  });

  test.each([
    [
      "what another system tells",
      `    when: [{ event: x.lab.result, where: 'event.${AT}' }]\n`,
      ["event.status", "event.tests"],
    ],
    [
      "what was changed",
      `    when: [{ event: card.changed, field: insurance.status, where: 'event.${AT}' }]\n`,
      ["event.field", "event.from", "event.to"],
    ],
    [
      "its values",
      `    when: [{ event: x.lab.result, where: 'event.status == "${AT}"' }]\n`,
      ["ready", "late"],
    ],
    [
      "the values it had",
      `    when: [{ event: card.changed, field: insurance.status, where: 'event.from == "p${AT}"' }]\n`,
      ["pending"],
    ],
    ["the events of the practice's own", `    when: [{ event: x.${AT} }]\n`, ["x.lab.result"]],
    [
      "events that rules announce",
      `    when: [{ event: chart-c${AT} }]\n    then: [{ choose: [{ else: [{ emit: chart-checked }] }] }]\n`,
      ["chart-checked"],
    ],
  ])("are of an event %s", (_, text, labels) => expect(offered(inRule(text)).labels).toEqual(labels));

  test("are the ladder's own names in a policy, and nowhere else", () => {
    const policy = `schema: corridor/v1\nkind: policies\nescalations:\n  help:\n    done_when: 'escalation.${AT}'\n`;
    expect(offered(policy, "policies.yaml").labels).toEqual([
      ...["escalation.policy", "escalation.level", "escalation.started_at"],
    ]);
    expect(offered(inRule(`    if: 'escalation.${AT}'\n`)).labels).toEqual([]);
  });

  test("are the deeds of a step in a file of tests", () => {
    const step = `schema: corridor/v1\nkind: tests\ntests:\n  - name: T\n    steps:\n      - do: { app${AT} }\n`;
    expect(offered(step, "a.test.yaml").labels).toEqual(
      expect.arrayContaining(["appointment.book", "appointment.cancel"]),
    );
  });

  test("are the values a field can have, inside a text that is compared with it", () => {
    expect(offered(inRule(`    if: 'card.insurance.status == "ver${AT}"'\n`)).labels).toEqual(["verified"]);
    expect(offered(inRule(`    if: 'card.stage in ["intake", "${AT}'\n`)).labels).toEqual([
      "intake",
      "visit",
      "done",
    ]);
  });

  test("are fields after `=` and inside ${…}", () => {
    expect(offered(inRule(`    then: [{ set: { note: =card.insu${AT} } }]\n`)).labels).toEqual([
      "card.insurance.status",
    ]);
    expect(offered(inRule(`    then: [{ task: { title: "See \${card.insu${AT}}" } }]\n`)).labels).toEqual([
      "card.insurance.status",
    ]);
  });

  test("are the keys of a stage in the lifecycle, and of a field in the practice", () => {
    const lifecycle = "schema: corridor/v1\nkind: lifecycle\nstages:\n  intake:\n    ";
    expect(offered(`${lifecycle}mo${AT}\n`, "lifecycle.yaml").labels).toEqual(["moves"]);
    const practice = `${smallPractice["practice.yaml"]}quiet_hours: { ${AT} }\n`;
    expect(offered(practice, "practice.yaml").labels).toEqual(["patient"]);
  });

  test("are the first two lines of a file that is empty", () => {
    expect(offered(AT).labels).toEqual(["schema", "kind"]);
    expect(offered(`schema: corridor/v1\nkind: ${AT}\n`).labels).toContain("lifecycle");
  });

  test("are nothing in a comment, and in a file that could do harm", () => {
    expect(offered(inRule(`    # wh${AT}\n`)).labels).toEqual([]);
    expect(offered(`${"[".repeat(5_000)}${AT}`).labels).toEqual([]);
  });
});

test("tables are named where a rule looks into one", () => {
  const files = { "tables/plan.csv": "card.priority,weeks: int\n-,1\n" };
  const text = inRule(`    let: { weeks: { table: ${AT} } }\n`);
  const all = { ...smallPractice, ...files, "a.rules.yaml": text.replace(AT, "") };
  const found = completionsAt(all, "a.rules.yaml", text.indexOf(AT));
  expect(found?.items.map(({ label }) => label)).toEqual(["plan"]);
});

describe("in a table", () => {
  const labels = (csv: string) => offered(csv, "tables/plan.csv").labels;

  test("are the fields a column can ask", () => {
    const asked = labels(`# hit: first\ncard.${AT},weeks: int\n`);
    expect(asked).toEqual(expect.arrayContaining(["card.priority", "card.count", "card.stage"]));
    expect(asked).not.toContain("card.patient.first_name");
    expect(asked).not.toContain("card.checked_at");
  });

  test("are the values of the column's field, and anything", () => {
    expect(labels(`card.count,card.priority,weeks: int\n3,${AT},1\n`)).toEqual(["normal", "urgent", "-"]);
    expect(labels(`card.priority;weeks: int\nurg${AT};1\n`)).toEqual(["urgent"]);
  });

  test("are nothing in an answer, in a comment, and in the words of a template", () => {
    expect(labels(`card.priority,weeks: int\nurgent,${AT}\n`)).toEqual([]);
    expect(labels(`# ${AT}\ncard.priority,weeks: int\n`)).toEqual([]);
    expect(offered(`Hello ${AT}`, "templates/reminder.md").labels).toEqual([]);
  });
});

describe("what a word means", () => {
  test.each([
    ["a key", `    i${AT}f: card.ready\n`, "What must hold"],
    ["a trigger", `    when: [{ wh${AT}ile: card.ready, for: 1h }]\n`, "without a break"],
    [
      "a key of a trigger",
      `    when: [{ event: card.changed, fi${AT}eld: note }]\n`,
      "The field that changed",
    ],
    ["an action", `    then: [{ as${AT}sign: { role: manager } }]\n`, "who can take it best"],
    [
      "a field in an expression",
      `    if: card.insurance.st${AT}atus == "none"\n`,
      "One of none, pending, verified",
    ],
    ["a function", `    if: has_l${AT}abel("vip")\n`, "Whether the card has the label"],
    ["a field to set", `    then: [{ set: { no${AT}te: hello } }]\n`, "Holds text"],
    [
      "a protected field",
      `    then: [{ task: { title: "\${card.patient.first_n${AT}ame}" } }]\n`,
      "Protected",
    ],
    ["an event", `    when: [{ event: call.succ${AT}eeded }]\n`, "event.reply"],
    ["an event of the practice's own", `    when: [{ event: x.lab.res${AT}ult }]\n`, "event.status"],
    [
      "what an event tells",
      `    when: [{ event: x.lab.result, where: 'event.stat${AT}us == "late"' }]\n`,
      "x.lab.result: One of ready, late.",
    ],
  ])("is told of %s", (_, text, doc) => expect(said(inRule(text))).toContain(doc));

  test.each([
    ["a key", "  - na§me: T", "in a sentence"],
    ["what a step does", "  - steps: [{ do: { appointment.mo§ve: {} } }]", "another time"],
    ["what is expected", "  - steps: [{ expect: { fir§ed: [] } }]", "Rules that acted"],
    ["a card", "  - card: { id: c1, en§ter: true }", "starts rules"],
  ])("is told of %s in a file of tests", (_, text, doc) =>
    expect(
      said(`schema: corridor/v1\nkind: tests\ntests:\n${text.replace("§", AT)}\n`, "a.test.yaml"),
    ).toContain(doc),
  );

  test("is nothing where nothing is known", () =>
    expect(said(inRule(`    name: He${AT}llo\n`))).toBeUndefined());
});

test.each(Object.keys(defaultPractice))(
  "every place of %s can be asked about",
  (file) => {
    const text = defaultPractice[file] ?? "";
    for (let offset = 0; offset < text.length; offset += 211) {
      expect(completionsAt(defaultPractice, file, offset)?.to ?? offset).toBe(offset);
      hoverAt(defaultPractice, file, offset);
    }
  },
  60_000,
);

describe("the docs of the language", () => {
  test("say what every function is", () => {
    const all = [...Object.keys(FUNCTIONS), ...PLAIN_FUNCTIONS, ...READ_FUNCTIONS, ...METHODS, ...LOOPS];
    expect(Object.keys(FUNCTION_DOCS).sort()).toEqual([...new Set(all)].sort());
  });

  test.each([...TRIGGERS, ...ACTIONS].map((word) => [word.key, word] as const))(
    "say what every key of %s is for",
    (key, { schema, doc }) => {
      expect(Object.keys(doc.keys).sort()).toEqual(
        keysAt(schema, [])
          .filter((own) => own !== key)
          .sort(),
      );
    },
  );
});
