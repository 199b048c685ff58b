/** Runs tests of rules on a virtual clock, and says what no test would notice. */
export { type Coverage, coverageOf, share } from "./coverage.ts";
export { mutate, type Mutation } from "./mutate.ts";
export { jsonReport } from "./reports/json.ts";
export { junitFaults, junitReport } from "./reports/junit.ts";
export { tapFaults, tapReport } from "./reports/tap.ts";
export { mutationText, textReport } from "./reports/text.ts";
export { type Run, runSuites, runTests, type SuiteResult } from "./run-suites.ts";
export { type Failure, runTrial, type TrialResult } from "./run-trial.ts";
