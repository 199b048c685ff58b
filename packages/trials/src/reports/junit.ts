import type { Diagnostic } from "@corridor/rules";
import type { Mutation } from "../mutate.ts";
import type { Run } from "../run-suites.ts";
import type { Failure } from "../run-trial.ts";

interface Case {
  readonly name: string;
  /** What went wrong, in one line and at length. */
  readonly fault?: { readonly head: string; readonly text: string };
  /** Why it counts neither way. */
  readonly skipped?: string;
}
interface Group {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** JUnit's XML, as build servers read it. Changes that no test notices are shown as skipped. */
export function junitReport(
  { suites }: Run & { readonly ok: true },
  mutation: Mutation | null = null,
): string {
  const groups = suites.map(({ file, trials, short }): Group => {
    const cases = trials.map(({ name, failure }): Case => {
      if (failure === null) return { name };
      const head = `${file}:${failure.line}:${failure.column}`;
      return { name, fault: { head, text: said(failure) } };
    });
    const coverage = short.map((one): Case => ({ name: "coverage", fault: { head: one, text: "" } }));
    return { name: file, cases: [...cases, ...coverage] };
  });
  return documentOf(mutation === null ? groups : [...groups, ofMutation(mutation)]);
}

/** The same of files that could not be run: each of their faults is a test that failed. */
export const junitFaults = (diagnostics: readonly Diagnostic[]): string =>
  documentOf(
    [...new Set(diagnostics.map(({ file }) => file))].map((file) => ({
      name: file,
      cases: diagnostics
        .filter((one) => one.file === file && one.severity === "error")
        .map(({ line, column, code, message }) => ({
          name: `${code} at ${line}:${column}`,
          fault: { head: `${file}:${line}:${column}`, text: message },
        })),
    })),
  );

function ofMutation({ survivors, wrong }: Mutation): Group {
  const survived = survivors.map((one): Case => {
    return { name: `${one.file}:${one.line} ${one.name}: ${one.what}`, skipped: "no test notices" };
  });
  const untrue = wrong.map(({ file, place, name, mutant }): Case => {
    const head = `${file}:${place.line}:${place.column}`;
    return { name: `${name}: ${mutant}`, fault: { head, text: "declared to change nothing, and is not so" } };
  });
  return { name: "mutants", cases: [...survived, ...untrue] };
}

function documentOf(groups: readonly Group[]): string {
  const counts = (cases: readonly Case[]): string =>
    `tests="${cases.length}" failures="${cases.filter(({ fault }) => fault).length}" skipped="${cases.filter(({ skipped }) => skipped !== undefined).length}"`;
  const all = groups.map(({ name, cases }) =>
    [
      `  <testsuite name="${attribute(name)}" ${counts(cases)}>`,
      ...cases.map((one) => caseOf(name, one)),
      "  </testsuite>",
    ].join("\n"),
  );
  const whole = counts(groups.flatMap(({ cases }) => cases));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${whole}>\n${all.join("\n")}\n</testsuites>`;
}

function caseOf(group: string, { name, fault, skipped }: Case): string {
  const head = `    <testcase classname="${attribute(group)}" name="${attribute(name)}"`;
  const inside =
    fault !== undefined
      ? `<failure message="${attribute(fault.head)}">${escaped(fault.text)}</failure>`
      : skipped !== undefined
        ? `<skipped message="${attribute(skipped)}"/>`
        : null;
  return inside === null ? `${head}/>` : `${head}>\n      ${inside}\n    </testcase>`;
}

export const said = ({ expected, actual, why }: Failure): string =>
  [`expected ${expected}`, `actual ${actual}`, ...why].join("\n");

/** Signs that stand in no XML document are left out, half of a pair included. */
const escaped = (text: string): string =>
  text
    .replace(/[\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, "")
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Line ends and tabs in an attribute would be read as spaces. */
const attribute = (text: string): string =>
  escaped(text).replace(/[\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);
