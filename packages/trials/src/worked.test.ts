import { renderDiagnostics } from "@corridor/rules";
import { compileSuites } from "@corridor/rules/suites";
import { describe, expect, test } from "vitest";
import { runTrial } from "./run-trial.ts";
import { workedPractice } from "./testing/texts.ts";

const compiled = compileSuites(workedPractice);
if (!compiled.ok) throw new Error(renderDiagnostics(compiled.diagnostics, workedPractice));

describe.each(compiled.suites)("the worked tests of $file", ({ trials, ruleset }) => {
  test.each(trials.map((trial) => [trial.name, trial] as const))("%s", async (_name, trial) => {
    expect((await runTrial(trial, ruleset)).failure).toBeNull();
  });

  test.each(trials.map((trial) => [trial.name, trial] as const))(
    "%s, with restarts",
    async (_name, trial) => {
      expect((await runTrial(trial, ruleset, { restarts: true })).failure).toBeNull();
    },
  );
});
