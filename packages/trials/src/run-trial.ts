import { type Trace, Watch } from "@corridor/engine";
import type { Ruleset } from "@corridor/rules";
import type { Step, Trial } from "@corridor/rules/suites";
import { type Miss, missed } from "./checks.ts";
import { happened, markOf, type Past } from "./happened.ts";
import { perform } from "./perform.ts";
import { opened, type World } from "./world.ts";

/** Where something expected has not happened, and what has. */
export interface Failure extends Miss {
  readonly line: number;
  readonly column: number;
}

export interface TrialResult {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** The first expectation that was not met ends the test. */
  readonly failure: Failure | null;
  /** Every look at a rule, for coverage and for comparing runs. */
  readonly traces: readonly Trace[];
}

export interface TrialOptions {
  /** Another process takes over before each step: nothing may come out otherwise. */
  readonly restarts?: boolean;
}

/** Runs one test in a practice of its own. */
export async function runTrial(
  trial: Trial,
  ruleset: Ruleset,
  options: TrialOptions = {},
): Promise<TrialResult> {
  const past: Past = { traces: [] };
  const failure = await failing(trial, ruleset, options, past);
  const { name, place } = trial;
  return { name, line: place.line, column: place.column, failure, traces: past.traces };
}

async function failing(
  trial: Trial,
  ruleset: Ruleset,
  { restarts = false }: TrialOptions,
  past: Past,
): Promise<Failure | null> {
  const world = await opened(trial, ruleset);
  const watch = new Watch();
  let mark = await markOf(world);
  for (const card of trial.cards) {
    const placed = await world.place(card);
    if (!placed.ok)
      return at(trial.place, { expected: `a card ${card.id}`, actual: placed.because, why: [] });
    // What a card does that enters belongs to the first step.
    if (!card.enter) mark = await markOf(world);
  }
  for (const [n, step] of trial.steps.entries()) {
    if (restarts) world.restart();
    if (n > 0) mark = await markOf(world);
    const refused = await taken(world, step, trial);
    const seen = await happened(world, watch, past, mark, refused);
    if (refused !== null && !step.refusal)
      return at(step.place, { expected: "the step to be done", actual: `refused: ${refused}`, why: [] });
    for (const check of step.checks) {
      const miss = missed(check, seen);
      if (miss) return at(check.place, miss);
    }
  }
  return null;
}

/** Brings the clock forward, does what the step does, and lets what follows at once come to rest. */
async function taken(world: World, step: Step, trial: Trial): Promise<string | null> {
  await world.advance(step.until?.(world.now) ?? world.now);
  if (step.deed === null) return null;
  const refused = await perform(world, step.deed, trial);
  await world.advance(world.now);
  return refused;
}

const at = ({ line, column }: { readonly line: number; readonly column: number }, miss: Miss): Failure => ({
  ...{ line, column },
  ...miss,
});
