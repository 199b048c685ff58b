import { describe, expect, test } from "vitest";
import { mutate } from "./mutate.ts";
import { mutationText } from "./reports/text.ts";
import { suiteOf } from "./testing/small.ts";

const NEW = "card: { id: c1, stage: intake, state: new }";
const slow = `  - name: Slow
    ${NEW}
    steps:
      - { at: 2026-11-02T10:59, expect: { none: true } }
      - { at: 2026-11-02T11:00, expect: { card: { labels: [slow] }, escalation: { help: 0 } } }
`;
const named = ({
  part,
  name,
  what,
}: {
  readonly part: string;
  readonly name: string;
  readonly what: string;
}) => `${part} ${name}: ${what}`;

describe("changes of a practice", () => {
  test("are killed where a test notices, and survive where none does", async () => {
    const { survivors, killed, wrong } = await mutate([suiteOf(slow)]);
    const all = survivors.map(named);
    expect(killed).toBeGreaterThan(3);
    expect(wrong).toEqual([]);
    // What the test looks at.
    expect(all).not.toContain("rule slow: “2 business hours” becomes “3 business hours”");
    expect(all).not.toContain("rule slow: without `{label:{add:[slow]}}`");
    // What it does not: the second level, whoever is told, the way out of intake.
    expect(all).toEqual(
      expect.arrayContaining([
        "policy help: `front_desk` becomes `billing`",
        "policy help: “1 business hour” becomes “2 business hours”",
      ]),
    );
    expect(all.some((one) => one.startsWith("stage intake: "))).toBe(true);
  });

  test("that are declared to change nothing are told apart, and a declaration that is not true is wrong", async () => {
    const head = `equivalent:
  - { policy: help, mutant: "\`front_desk\` becomes \`billing\`", because: They sit at one desk }
  - { rule: slow, mutant: "“2 business hours” becomes “3 business hours”", because: Nobody minds }
  - { stage: visit, mutant: 9 becomes 10, because: There is no such change }
`;
    const mutation = await mutate([suiteOf(slow, head)]);
    expect(mutation.equivalent.map(named)).toEqual(["policy help: \`front_desk\` becomes \`billing\`"]);
    expect(mutation.wrong.map(({ name }) => name)).toEqual(["slow", "visit"]);
    const told = mutationText(mutation);
    expect(told).toMatch(/the same {2}policies\.yaml:\d+:\d+ help: .*\n {10}They sit at one desk/);
    expect(told).toMatch(/✗ a\.test\.yaml:\d+:\d+ not the same: slow: /);
    expect(told).toMatch(/\d+ of \d+ mutants killed \(\d+ %\), \d+ survive, 1 change nothing$/);
  });

  test("are many: the work can be watched, and lets others go on meanwhile", async () => {
    const seen: number[] = [];
    let breaths = 0;
    await mutate([suiteOf(slow)], {
      progress: (done, of) => void seen.push(done / of),
      breathe: async () => void (breaths += 1),
    });
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(breaths).toBeGreaterThanOrEqual(seen.length);
  });
});
