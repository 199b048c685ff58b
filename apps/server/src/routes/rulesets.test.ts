import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../env.ts";
import { readRulesDir } from "../house/found-practice.ts";
import { type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";

type Files = Readonly<Record<string, string>>;
let [house, files]: [PracticeFixture, Files] = [undefined as never, {}];

beforeAll(async () => {
  [house, files] = [await practiceFixture(), await readRulesDir(join(projectRoot, "rules"))];
});
afterAll(() => house.close());

/** The repository's rules with some text of a file put otherwise. */
function edited(name: string, from: string, to: string): Files {
  const text = files[name] ?? "";
  expect(text, `${name} says ${from}`).toContain(from);
  return { ...files, [name]: text.replace(from, to) };
}
const upload = async (proposed: Files) =>
  (await house.ask("POST", "/rulesets", { body: { files: proposed } })).body;
const activate = (hash: string, body: object = {}) =>
  house.ask("POST", `/rulesets/${hash}/activate`, { body });

const OWN = "schema: corridor/v1\nkind: rules\nlifecycle: patient-journey\nrules:\n";
const WELCOME = `  - id: welcome
    name: Welcome a card that waits
    when: [{ while: 'card.stage == "intake"', for: 2h }]
    then: [{ notify: { role: front_desk, via: [board] } }]
`;

test("other comments of the rules that decide are kept with them, and decide nothing; other rules are not", async () => {
  const { ruleset: hash, files: before } = (await house.ask("GET", "/rules")).body;
  const { seq } = house.practice.crier;
  const name = "intake.rules.yaml";
  const reworded = { ...before, [name]: `${before[name]}\n# Ask the lead before you change this.\n` };
  const say = (text: Files, as: "manager" | "nurse" = "manager") =>
    house.ask("POST", `/rulesets/${hash}/text`, { as, body: { files: text } });
  expect((await say(reworded, "nurse")).status).toBe(403);
  expect((await say(reworded)).body).toEqual({ hash });
  const after = (await house.ask("GET", "/rules")).body;
  expect([after.ruleset, after.files[name]]).toEqual([hash, reworded[name]]);
  expect((await house.ask("GET", `/rulesets/${hash}`)).body.files).toEqual(reworded);
  expect(house.practice.crier.seq).toBe(seq);
  const other = { ...before, [name]: `${before[name]}${WELCOME}` };
  const refused = await say(other);
  expect([refused.status, refused.body.code]).toEqual([422, "rules_faulty"]);
  expect((await house.ask("GET", "/rules")).body.files[name]).toBe(reworded[name]);
  expect((await say(before)).status).toBe(200);
});

test("the rules say up to which place of the history they are right", async () => {
  const before = (await house.ask("GET", "/rules")).body;
  expect(before.seq).toBe(house.practice.crier.seq);
  const paused = (await house.ask("POST", "/rules/stuck-in-intake/pause", { body: {} })).body;
  const after = (await house.ask("GET", "/rules")).body;
  expect(after.seq).toBe(paused.seq);
  expect(after.seq).toBeGreaterThan(before.seq);
  await house.ask("POST", "/rules/stuck-in-intake/resume", {});
});

describe("what new rules would do", () => {
  test("is said before anything is done", async () => {
    const card = await house.card();
    const before = house.practice.shelf.active?.hash;
    const { hash, diagnostics, plan } = await upload({ ...files, "own.rules.yaml": OWN + WELCOME });
    expect(diagnostics.filter((one: { severity: string }) => one.severity === "error")).toEqual([]);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(plan).toMatchObject({
      base: before,
      rules: { added: [{ id: "welcome", name: "Welcome a card that waits" }], removed: [], changed: [] },
      files: [{ file: "own.rules.yaml", change: "added", diff: expect.stringContaining("+  - id: welcome") }],
      timers: [
        {
          rule: "welcome",
          armed: { count: 1, first: [card] },
          cancelled: { count: 0 },
          moved: { count: 0 },
          overdue: { count: 0 },
        },
      ],
      ...{ overdue: 0, sends: { messages: 0, notices: 0, calls: 0 }, places: [], values: [], refused: null },
    });
    expect(plan.sentences).toContain("Clocks of Welcome a card that waits: set on 1 card");
    expect(house.practice.shelf.active?.hash).toBe(before);
    expect((await house.ask("GET", `/cards/${card}/timers`)).text).not.toContain("welcome");
  });

  test("is said of timetables and of what is counted, which belong to no card", async () => {
    const sweep = `  - id: sweep
    name: Sweep
    when: [{ every: "0 6 * * mon", each: 'it.stage == "intake"' }]
    then: [{ label: { add: [swept] } }]
`;
    const { plan } = await upload({ ...files, "own.rules.yaml": OWN + sweep });
    const first =
      /^Timetable of Sweep: starts first on Monday \d{4}-\d\d-\d\d 06:00, on \d+ cards? as they stand now$/;
    expect(plan.sentences).toContainEqual(expect.stringMatching(first));
  });

  test("is nothing where they decide already", async () => {
    const { plan } = await upload(files);
    expect(plan.sentences).toEqual(["Nothing changes: these rules decide already."]);
  });

  test("shows a changed rule and the difference of its file", async () => {
    const { plan } = await upload(
      edited("billing.rules.yaml", "Send a denied claim", "Bring a denied claim"),
    );
    expect(plan.rules.changed).toEqual([
      expect.objectContaining({ name: expect.stringMatching(/^Bring a denied/) }),
    ]);
    expect(plan.files[0].diff).toMatch(/^--- a\/billing[^\n]+\n\+\+\+ b\/billing[^\n]+\n@@ /);
  });

  test("counts the values of an enum that cards would still hold", async () => {
    const id = await house.card({ priority: "low" });
    const field = files["practice.yaml"]?.match(/priority: \{ enum: \[[^\]]*\][^}]*\}/)?.[0] ?? "";
    const without = field.replace("low, ", "");
    const { plan } = await upload(edited("practice.yaml", field, without));
    expect(plan.values).toEqual([{ field: "priority", value: "low", cards: { count: 1, first: [id] } }]);
    expect(plan.sentences).toContain("1 card holds priority low, which is no value any more");
  });

  test("is not said of files with errors", async () => {
    const broken = await upload(edited("lifecycle.yaml", "initial: intake", "initial: intak"));
    expect(broken).toMatchObject({ hash: null, plan: null, diagnostics: [{ code: "name-unknown" }] });
  });
});

describe("activating", () => {
  test("is refused with the plan's base when other rules decide meanwhile", async () => {
    const one = await upload(edited("billing.rules.yaml", "Send a denied claim", "Take a denied claim"));
    const two = await upload(edited("billing.rules.yaml", "Send a denied claim", "Hand a denied claim"));
    expect((await activate(one.hash, { base: one.plan.base, comment: "Words" })).status).toBe(200);
    const stale = await activate(two.hash, { base: two.plan.base });
    expect(stale).toMatchObject({
      status: 409,
      body: { code: "ruleset_stale", detail: expect.stringMatching(/since this plan/) },
    });
    expect(house.practice.shelf.active?.hash).toBe(one.hash);
  });

  test("leaves who, when, from, to and why, and can be gone back on", async () => {
    const first = (await house.ask("GET", "/rulesets")).body.rulesets;
    expect(first[0]).toMatchObject({ by: "Mia Manager", comment: "Words", from: first[1].hash });
    const [now, before] = [first[0].hash, first[1].hash];
    const back = (await house.ask("GET", `/rulesets/${before}/plan`)).body;
    expect(back.plan.rules.changed).toHaveLength(1);
    expect((await house.ask("GET", `/rulesets/${before}/diff?from=${now}`)).body.files).toEqual(
      back.plan.files,
    );
    expect((await house.ask("GET", `/rulesets/${before}`)).body).toEqual({ hash: before, files });
    expect((await activate(before, { base: back.plan.base })).status).toBe(200);
    const { rulesets, active } = (await house.ask("GET", "/rulesets")).body;
    expect([active, rulesets[0].hash, rulesets[0].from]).toEqual([before, before, now]);
  });

  test("needs a manager or an administrator, and a ruleset that is there", async () => {
    const { hash } = await upload(files);
    expect((await house.ask("POST", `/rulesets/${hash}/activate`, { as: "nurse" })).status).toBe(403);
    expect((await activate("0".repeat(64))).body.code).toBe("ruleset_unknown");
    expect((await house.ask("GET", `/rulesets/${"0".repeat(64)}`)).status).toBe(404);
  });
});

describe("a rule that is paused", () => {
  test("says so with who and why, and runs again when resumed", async () => {
    const paused = await house.ask("POST", "/rules/assign-intake/pause", { body: { reason: "Ana is ill" } });
    expect(paused).toMatchObject({ status: 200, body: { rule: "assign-intake", paused: true } });
    const headOf = async () =>
      (await house.ask("GET", "/rules")).body.rules.find(
        (rule: { id: string }) => rule.id === "assign-intake",
      );
    expect((await headOf()).paused).toMatchObject({ by: "Mia Manager", reason: "Ana is ill" });
    const before = (await headOf()).health;
    const card = await house.card();
    const after = (await headOf()).health;
    expect([after.fired - before.fired, after.paused - before.paused]).toEqual([0, 1]);
    const why = (await house.ask("GET", `/cards/${card}/why-not?rule=assign-intake`)).body;
    expect(why).toMatchObject({
      outcome: "paused",
      because: "The rule is paused: until it is resumed it does nothing.",
    });
    expect((await house.ask("POST", "/rules/assign-intake/resume")).body.paused).toBe(false);
    await house.card();
    expect([(await headOf()).paused, (await headOf()).health.fired]).toEqual([null, before.fired + 1]);
  });

  test("is paused by managers and administrators alone, and must be there", async () => {
    const as = { as: "nurse", body: {} } as const;
    expect((await house.ask("POST", "/rules/assign-intake/pause", as)).status).toBe(403);
    expect((await house.ask("POST", "/rules/no-such/pause", { body: {} })).status).toBe(404);
  });
});
