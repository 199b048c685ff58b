import { testRules } from "../checking/check-rules.ts";
import type { RulesTester } from "./proposer.ts";

/** Runs the tests of a rules directory beside the event loop; a sentence, with its place, for each that fails. */
export const failingTests: RulesTester = async (files) => {
  const tested = await testRules(files);
  if ("diagnostics" in tested)
    return tested.diagnostics.map(
      ({ file, line, column, message }) => `${file}:${line}:${column} ${message}`,
    );
  return tested.suites.flatMap(({ file, tests, short }) => [
    ...tests.flatMap(({ name, failure }) =>
      failure
        ? [
            `${file}:${failure.line}:${failure.column} “${name}”: expected ${failure.expected}, and got ${failure.actual}`,
          ]
        : [],
    ),
    ...short.map((sentence) => `${file}: ${sentence}`),
  ]);
};
