/** Tests of rules, read and checked: what `rules test` runs. */
export { type Arm, armsOf } from "./arms.ts";
export { type CompiledSuites, compileDirectory, compileSuites } from "./compile-suites.ts";
export type {
  Answer,
  Check,
  Deed,
  Equivalent,
  Member,
  Part,
  StartingCard,
  Step,
  Suite,
  Trial,
} from "./model.ts";
export { type Mutant, mutantsOf } from "./mutants/mutants-of.ts";
export { TestsFile } from "./schema.ts";
