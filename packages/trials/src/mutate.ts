import { compileRuleset } from "@corridor/rules";
import { type Equivalent, type Mutant, mutantsOf, type Suite } from "@corridor/rules/suites";
import { runTrial, type TrialResult } from "./run-trial.ts";

export interface Mutation {
  readonly killed: number;
  /** Changes that no test notices. */
  readonly survivors: readonly Mutant[];
  /** Those of which somebody has said why none could. */
  readonly equivalent: readonly (Mutant & { readonly because: string })[];
  /** Those with which the practice could not be run. */
  readonly stillborn: number;
  /** What was declared equivalent and is not: a test notices it, or there is no such change. */
  readonly wrong: readonly (Equivalent & { readonly file: string })[];
}

export interface MutateOptions {
  readonly progress?: (done: number, of: number) => void;
  readonly breathe?: () => Promise<void>;
}

/** Changes rules, policies, lifecycle and tables one small thing at a time and asks whether any test notices. All tests must pass before. */
export async function mutate(suites: readonly Suite[], options: MutateOptions = {}): Promise<Mutation> {
  const files = Object.assign({}, ...suites.map(({ ruleset }) => ruleset.files)) as Readonly<
    Record<string, string>
  >;
  const mutants = mutantsOf(files);
  const looked = await whoLooks(suites);
  const fates = new Map<Mutant, Fate>();
  for (const [n, mutant] of mutants.entries()) {
    fates.set(mutant, await fateOf(mutant, suites, looked, options));
    options.progress?.(n + 1, mutants.length);
    await options.breathe?.();
  }
  return told(mutants, fates, suites);
}

type Fate = "killed" | "survived" | "stillborn";

/** Which tests look at which rule as the rules are: those are asked first. */
async function whoLooks(
  suites: readonly Suite[],
): Promise<ReadonlyMap<Suite["trials"][number], ReadonlySet<string>>> {
  const rules = ({ traces }: TrialResult) => new Set(traces.map(({ rule }) => rule));
  const all = suites.flatMap(({ trials, ruleset }) => trials.map((trial) => ({ trial, ruleset })));
  const looks = new Map<Suite["trials"][number], ReadonlySet<string>>();
  for (const { trial, ruleset } of all) looks.set(trial, rules(await runTrial(trial, ruleset)));
  return looks;
}

async function fateOf(
  { file, name, text }: Mutant,
  suites: readonly Suite[],
  looked: Awaited<ReturnType<typeof whoLooks>>,
  { breathe }: MutateOptions,
): Promise<Fate> {
  let fate: Fate = "stillborn";
  for (const { ruleset, trials } of suites) {
    if (!Object.hasOwn(ruleset.files, file)) continue;
    const compiled = compileRuleset({ ...ruleset.files, [file]: text });
    if (!compiled.ok) continue;
    fate = "survived";
    const first = (trial: Suite["trials"][number]): number => (looked.get(trial)?.has(name) ? 0 : 1);
    for (const trial of trials.toSorted((a, b) => first(a) - first(b))) {
      const { failure } = await runTrial(trial, compiled.ruleset);
      if (failure !== null) return "killed";
      await breathe?.();
    }
  }
  return fate;
}

function told(
  mutants: readonly Mutant[],
  fates: ReadonlyMap<Mutant, Fate>,
  suites: readonly Suite[],
): Mutation {
  const declared = suites.flatMap((suite) => suite.equivalent.map((one) => ({ ...one, file: suite.file })));
  const reasonOf = (mutant: Mutant) =>
    declared.find(
      (one) => one.part === mutant.part && one.name === mutant.name && one.mutant === mutant.what,
    );
  const survived = mutants.filter((mutant) => fates.get(mutant) === "survived");
  const right = new Set(survived.map(reasonOf));
  return {
    killed: mutants.filter((mutant) => fates.get(mutant) === "killed").length,
    survivors: survived.filter((mutant) => !reasonOf(mutant)),
    equivalent: survived.flatMap((mutant) => {
      const reason = reasonOf(mutant);
      return reason ? [{ ...mutant, because: reason.because }] : [];
    }),
    stillborn: mutants.filter((mutant) => fates.get(mutant) === "stillborn").length,
    wrong: declared.filter((one) => !right.has(one)),
  };
}
