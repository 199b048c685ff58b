import type { Diagnostic } from "@corridor/rules";
import type { Mutation } from "../mutate.ts";
import type { Run } from "../run-suites.ts";
import { said } from "./junit.ts";

interface Point {
  readonly name: string;
  readonly fault: string | null;
  /** Why a fault is no failure yet. */
  readonly todo?: string;
}

/** TAP version 14. Changes that no test notices are shown as what is still to be done. */
export function tapReport({ suites }: Run & { readonly ok: true }, mutation: Mutation | null = null): string {
  const all = suites.flatMap(({ file, trials, short }): readonly Point[] => [
    ...trials.map(({ name, failure }) => ({
      name: `${file}: ${name}`,
      fault: failure && `at: ${file}:${failure.line}:${failure.column}\n${said(failure)}`,
    })),
    ...(short.length > 0 ? [{ name: `${file}: coverage`, fault: short.join("\n") }] : []),
  ]);
  return documentOf(mutation === null ? all : [...all, ...ofMutation(mutation)]);
}

/** The same of files that could not be run. */
export const tapFaults = (diagnostics: readonly Diagnostic[]): string =>
  documentOf(
    diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ file, line, column, code, message }) => ({
        name: `${file}: ${code}`,
        fault: `at: ${file}:${line}:${column}\n${message}`,
      })),
  );

const ofMutation = ({ survivors, wrong }: Mutation): readonly Point[] => [
  ...survivors.map(({ file, line, column, name, what }) => ({
    ...{ name: `${name}: ${what}`, fault: `at: ${file}:${line}:${column}`, todo: "no test notices" },
  })),
  ...wrong.map(({ file, place, name, mutant }) => ({
    name: `${name}: ${mutant}`,
    fault: `at: ${file}:${place.line}:${place.column}\ndeclared to change nothing, and is not so`,
  })),
];

function documentOf(all: readonly Point[]): string {
  const lines = all.map(({ name, fault, todo }, i) => {
    const words = name.replace(/[#\\]/g, "\\$&").replaceAll(/\s+/g, " ");
    const head = `${fault === null ? "ok" : "not ok"} ${i + 1} - ${words}${todo === undefined ? "" : ` # TODO ${todo}`}`;
    return fault === null ? head : `${head}\n  ---\n  message: |\n${fault.replace(/^/gm, "    ")}\n  ...`;
  });
  return ["TAP version 14", `1..${all.length}`, ...lines].join("\n");
}
