import type { Run, SuiteResult } from "../run-suites.ts";
import type { Mutation } from "../mutate.ts";
import type { TrialResult } from "../run-trial.ts";
import { share } from "../coverage.ts";

type Done = Run & { readonly ok: true };

/** What a person reads: each test, each failure with its place and why, and the count as the last line. */
export function textReport({ suites, passed, failed }: Done): string {
  return [...suites.flatMap(ofSuite), "", `${passed} passed, ${failed} failed`].join("\n");
}

function ofSuite({ file, trials, coverage, short }: SuiteResult): readonly string[] {
  const { rules, arms, never } = coverage;
  const part = (what: typeof rules): string => `${what.reached} of ${what.of} (${Math.floor(share(what))} %)`;
  const missing =
    short.length === 0 ? [] : [`  ✗ coverage`, ...short.map((one) => `    ${one}`), ...never.map(ofNever)];
  return [
    file,
    ...trials.flatMap((trial) => ofTrial(file, trial)),
    ...missing,
    `  rules ${part(rules)}, arms ${part(arms)}`,
  ];
}

const ofNever = ({ rule, path, file, line }: SuiteResult["coverage"]["never"][number]): string =>
  `    never: ${rule}${path === null ? "" : ` ${path}`} (${file}:${line})`;

function ofTrial(file: string, { name, failure }: TrialResult): readonly string[] {
  if (failure === null) return [`  ✓ ${name}`];
  const { line, column, expected, actual, why } = failure;
  return [
    `  ✗ ${name}`,
    `    ${file}:${line}:${column}`,
    ...lines("expected", expected),
    ...lines("actual", actual),
    ...lines("why", why.join("\n")),
  ];
}

function lines(head: string, text: string): readonly string[] {
  if (text === "") return [];
  return text.split("\n").map((line, i) => `      ${(i === 0 ? head : "").padEnd(10)}${line}`);
}

/** Which changes of the rules no test notices. */
export function mutationText({ killed, survivors, equivalent, wrong }: Mutation): string {
  const of = killed + survivors.length;
  return [
    ...survivors.map((one) => `survives  ${one.file}:${one.line}:${one.column} ${one.name}: ${one.what}`),
    ...equivalent.map(
      (one) =>
        `the same  ${one.file}:${one.line}:${one.column} ${one.name}: ${one.what}\n          ${one.because}`,
    ),
    ...wrong.map(
      (one) => `✗ ${one.file}:${one.place.line}:${one.place.column} not the same: ${one.name}: ${one.mutant}`,
    ),
    "",
    `${killed} of ${of} mutants killed (${of === 0 ? 100 : Math.floor((100 * killed) / of)} %), ${survivors.length} survive, ${equivalent.length} change nothing`,
  ].join("\n");
}
