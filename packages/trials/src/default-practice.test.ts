import { renderDiagnostics } from "@corridor/rules";
import { compileSuites } from "@corridor/rules/suites";
import { defaultPractice } from "@corridor/rules/testing";
import { expect, test } from "vitest";
import { textReport } from "./reports/text.ts";
import { runSuites } from "./run-suites.ts";

const compiled = compileSuites(defaultPractice);
if (!compiled.ok) throw new Error(renderDiagnostics(compiled.diagnostics, defaultPractice));

test.each(compiled.suites.map((suite) => [suite.file, suite] as const))(
  "the rules of the default practice do what %s says, after restarts too",
  async (_file, suite) => {
    const run = await runSuites([suite], { restarts: true });
    expect(run.failed, textReport(run)).toBe(0);
  },
  60_000,
);
