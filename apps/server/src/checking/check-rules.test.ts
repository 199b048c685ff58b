import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileRuleset } from "@corridor/rules";
import { expect, onTestFinished, test, vi } from "vitest";
import { failingTests } from "../rulesets/failing-tests.ts";
import { Proposer } from "../rulesets/proposer.ts";
import { practiceFixture } from "../testing/practice-fixture.ts";
import { checkRules } from "./check-rules.ts";

const RULES = join(import.meta.dirname, "../../../../rules");

/** The worked rules, as often as asked, each time under other ids. */
function practiceOf(times: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(RULES, { recursive: true, encoding: "utf8" })) {
    if (!/\.(yaml|md|csv)$/.test(name) || name.endsWith(".test.yaml")) continue;
    const text = readFileSync(join(RULES, name), "utf8");
    const copies = name.endsWith(".rules.yaml") ? times : 1;
    for (let i = 0; i < copies; i += 1)
      files[i === 0 ? name : `${i}-${name}`] = text.replaceAll(
        /- id: ([a-z0-9-]+)/g,
        `- id: $1${i === 0 ? "" : `-${i}`}`,
      );
  }
  return files;
}

/** How often the event loop came round while this went on. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 1);
  await work();
  clearInterval(ticking);
  return turns;
}

test("a check says what the compiler says, and the event loop goes round meanwhile", async () => {
  const files = practiceOf(8);
  const broken = {
    ...files,
    "intake.rules.yaml": (files["intake.rules.yaml"] as string).replace("then:", "than:"),
  };
  await checkRules({});
  const told: unknown[] = [];
  const turns = await turnsDuring(async () => told.push(await checkRules(files), await checkRules(broken)));
  const here = await turnsDuring(async () => compileRuleset(files));
  const compiled = compileRuleset(broken);
  expect(told).toEqual([
    expect.objectContaining({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    { hash: null, diagnostics: compiled.ok ? [] : compiled.diagnostics },
  ]);
  expect(here).toBe(0);
  expect(turns).toBeGreaterThan(10);
}, 60_000);

test("a check of good rules tells of the tests beside them that can not be read", async () => {
  const files = {
    ...practiceOf(1),
    "own.test.yaml": "schema: corridor/v1\nkind: tests\ntests: [{ nmae: T }]\n",
  };
  const { hash, diagnostics } = await checkRules(files);
  expect(hash).toBeNull();
  expect(diagnostics).toContainEqual(
    expect.objectContaining({
      file: "own.test.yaml",
      line: 3,
      code: "shape-unknown-key",
      suggestion: "name",
    }),
  );
});

test("many checks at once are each answered", async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, i) => checkRules({ "a.yaml": `a: [${"x, ".repeat(i)}` })),
  );
  expect(all.every(({ hash, diagnostics }) => hash === null && diagnostics.length > 0)).toBe(true);
});

/** Milliseconds that this thread has worked. What others do on the machine meanwhile is not its doing. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Milliseconds of work in which the event loop came round to nobody else, at the longest, while this went on. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let [last, longest, going] = [worked(), 0, true];
  const round = (): void => {
    const now = worked();
    longest = Math.max(longest, now - last);
    last = now;
    if (going) setImmediate(round);
  };
  setImmediate(round);
  await work();
  going = false;
  return Math.max(longest, worked() - last);
}

/** 100 ms; on a slow machine a quarter of what the compiler takes at one go. */
const bound = (files: Record<string, string>): number => {
  const begun = worked();
  compileRuleset(files);
  return Math.max(100, (worked() - begun) / 4);
};

test("nobody waits while 210 rules are posted, planned and activated", async () => {
  const house = await practiceFixture();
  onTestFinished(() => house.close());
  for (let i = 0; i < 50; i += 1) await house.card();
  const files = practiceOf(9);
  const most = bound(files);
  let posted: { body: { hash: string; plan: { rules: { added: unknown[] } } } } | undefined;
  const posting = await longestBlock(async () => {
    posted = await house.ask("POST", "/rulesets", { body: { files } });
  });
  const { hash, plan } = posted?.body ?? { hash: "", plan: null };
  const activating = await longestBlock(() => house.ask("POST", `/rulesets/${hash}/activate`));
  expect(plan?.rules.added.length).toBeGreaterThan(180);
  expect(house.practice.shelf.active?.hash).toBe(hash);
  expect(posting).toBeLessThan(most);
  expect(activating).toBeLessThan(most);
}, 60_000);

test("nobody waits while a watched directory of 210 rules is looked at", async () => {
  const house = await practiceFixture();
  const dir = mkdtempSync(join(tmpdir(), "corridor-rules-"));
  onTestFinished(async () => {
    await house.close();
    rmSync(dir, { recursive: true });
  });
  cpSync(RULES, dir, { recursive: true });
  const files = practiceOf(9);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  const most = bound(files);
  const longest = await longestBlock(async () => {
    const { practice, backing } = house;
    const fault = (error: unknown) => house.lines.push(`fault ${String(error)}`);
    house.house.proposers.set("main", new Proposer({ practice, backing, dir, test: failingTests, fault }));
    await vi.waitFor(
      async () =>
        expect((await house.ask("GET", "/rules")).body.proposal?.status).toMatch(/active|held|failed/),
      { timeout: 60_000, interval: 50 },
    );
  });
  expect(house.house.proposers.get("main")?.proposal).toMatchObject({ status: "active", because: null });
  expect(longest).toBeLessThan(most);
}, 120_000);
