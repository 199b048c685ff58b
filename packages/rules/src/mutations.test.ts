import { expect, test } from "vitest";
import { compileRuleset } from "./compile-ruleset.ts";
import { CODES } from "./diagnostics/index.ts";
import { chanceOf } from "./testing/chance.ts";
import { mutated } from "./testing/mutate.ts";
import { defaultPractice, smallPractice } from "./testing/texts.ts";

interface Process {
  readonly env: Readonly<Record<string, string>>;
  readonly pid: number;
  cpuUsage(): { readonly user: number; readonly system: number };
}
const process = (await import("node:process" as string)) as Process;

/** Milliseconds of this process's own work: a busy machine does not count. */
const worked = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** More of them by hand: CORRIDOR_RUNS=5000. */
const runs = Number(process.env["CORRIDOR_RUNS"] ?? 500);
/** The default practice is large: every tenth file is spoiled in it, the others in a small one. */
const LARGE_EVERY = 10;

test(`${runs} spoiled files are answered, each fault with its place in the file`, () => {
  const { pid } = process;
  // What is only slow the first time is the machine's start, not the file's doing.
  for (const practice of [smallPractice, defaultPractice]) compileRuleset(practice);
  const begun = worked();
  compileRuleset(defaultPractice);
  const unspoiled = worked() - begun;
  let slowest = { seed: 0, ms: 0 };
  const seen = { refused: 0, passed: 0 };
  for (let seed = 1; seed <= runs; seed += 1) {
    const chance = chanceOf(seed);
    const practice = seed % LARGE_EVERY === 0 ? defaultPractice : smallPractice;
    const names = Object.keys(practice).filter((name) => name.endsWith(".yaml"));
    const [name, other] = [chance.of(names), chance.of(names)];
    const text = mutated(practice[name] as string, practice[other] as string, chance);
    const before = worked();
    const result = compileRuleset({ ...practice, [name]: text });
    const ms = worked() - before;
    if (ms > slowest.ms) slowest = { seed, ms };
    if (result.ok) {
      seen.passed += 1;
      continue;
    }
    seen.refused += 1;
    const lines = text.split("\n");
    for (const { file, line, column, code } of result.diagnostics) {
      const length = file === name ? (lines[line - 1]?.length ?? -1) : Number.POSITIVE_INFINITY;
      const inside = line >= 1 && column >= 1 && column <= length + 1 && Object.hasOwn(CODES, code);
      if (!inside) expect([seed, file, line, column, code, length]).toBe("a place inside the file");
    }
  }
  expect(process.pid).toBe(pid);
  expect(seen.refused).toBeGreaterThan(runs / 2);
  // On a machine that does much else, everything takes longer by as much.
  expect(slowest.ms, `seed ${slowest.seed}`).toBeLessThan(Math.max(250, 8 * unspoiled));
}, 300_000);
