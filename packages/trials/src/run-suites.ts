import type { Trace } from "@corridor/engine";
import { compileSuites, type Suite, type Trial } from "@corridor/rules/suites";
import type { Diagnostic } from "@corridor/rules";
import { type Coverage, coverageOf, share } from "./coverage.ts";
import { runTrial, type TrialResult } from "./run-trial.ts";

export interface SuiteResult {
  readonly file: string;
  readonly trials: readonly TrialResult[];
  readonly coverage: Coverage;
  /** What of the asked coverage was not reached, in sentences. */
  readonly short: readonly string[];
}

export type Run =
  | {
      readonly ok: true;
      readonly suites: readonly SuiteResult[];
      readonly passed: number;
      /** Tests that failed, and files that reach less than they ask. */
      readonly failed: number;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export interface RunOptions {
  /** Runs every test a second time, a restart before each step: it must not come out otherwise. */
  readonly restarts?: boolean;
  /** Told after each test. */
  readonly progress?: (done: number, of: number) => void;
  /** Lets other work go on between tests. */
  readonly breathe?: () => Promise<void>;
}

/** Compiles and runs every file of tests among these. */
export async function runTests(
  files: Readonly<Record<string, string>>,
  options: RunOptions = {},
): Promise<Run> {
  const compiled = compileSuites(files);
  if (!compiled.ok) return compiled;
  return runSuites(compiled.suites, options);
}

export async function runSuites(
  suites: readonly Suite[],
  options: RunOptions = {},
): Promise<Run & { readonly ok: true }> {
  const of = suites.reduce((sum, { trials }) => sum + trials.length, 0);
  const results: SuiteResult[] = [];
  let done = 0;
  for (const suite of suites) {
    const trials: TrialResult[] = [];
    for (const trial of suite.trials) {
      trials.push(await runOne(trial, suite, options));
      done += 1;
      options.progress?.(done, of);
      await options.breathe?.();
    }
    results.push(resultOf(suite, trials));
  }
  const all = results.flatMap(({ trials }) => trials);
  const failures = all.filter(({ failure }) => failure !== null).length;
  const short = results.filter((one) => one.short.length > 0).length;
  return { ok: true, suites: results, passed: all.length - failures, failed: failures + short };
}

async function runOne(
  trial: Trial,
  { ruleset }: Suite,
  { restarts = false }: RunOptions,
): Promise<TrialResult> {
  const plain = await runTrial(trial, ruleset);
  if (!restarts || plain.failure !== null) return plain;
  const again = await runTrial(trial, ruleset, { restarts });
  if (again.failure !== null)
    return { ...again, failure: { ...again.failure, actual: `${again.failure.actual} (after a restart)` } };
  const [before, after] = [plain.traces.map(looked), again.traces.map(looked)];
  const differs = before.findIndex((one, i) => one !== after[i]);
  const at = differs < 0 && after.length > before.length ? before.length : differs;
  if (at < 0) return plain;
  const { line, column } = plain;
  const failure = {
    line,
    column,
    expected: before[at] ?? "nothing more",
    actual: `${after[at] ?? "nothing more"} (after a restart)`,
    why: [],
  };
  return { ...plain, failure };
}

/** One look at a rule, as it must be the same in every run. */
const looked = ({ rule, at, outcome, acts }: Trace): string => JSON.stringify({ rule, at, outcome, acts });

function resultOf({ file, ruleset, coverage: asked }: Suite, trials: readonly TrialResult[]): SuiteResult {
  const coverage = coverageOf(
    ruleset,
    trials.flatMap(({ traces }) => traces),
  );
  const short = (["rules", "arms"] as const).flatMap((what) => {
    const [least, reached] = [asked[what], share(coverage[what])];
    return least === null || reached >= least
      ? []
      : [`${what}: ${Math.floor(reached)} % of ${least} % asked`];
  });
  return { file, trials, coverage, short };
}
