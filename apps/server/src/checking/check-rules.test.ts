import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileRuleset } from "@corridor/rules";
import { expect, test } from "vitest";
import { checkRules } from "./check-rules.ts";

const RULES = join(import.meta.dirname, "../../../../rules");

/** The worked rules, as often as asked, each time under other ids. */
function practiceOf(times: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(RULES, { recursive: true, encoding: "utf8" })) {
    if (!/\.(yaml|md)$/.test(name) || name.endsWith(".test.yaml")) continue;
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
    expect.objectContaining({ ok: true }),
    { ok: false, diagnostics: compiled.ok ? [] : compiled.diagnostics },
  ]);
  expect(here).toBe(0);
  expect(turns).toBeGreaterThan(10);
}, 60_000);

test("many checks at once are each answered", async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, i) => checkRules({ "a.yaml": `a: [${"x, ".repeat(i)}` })),
  );
  expect(all.every(({ ok, diagnostics }) => !ok && diagnostics.length > 0)).toBe(true);
});
