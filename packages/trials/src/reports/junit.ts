import type { Run } from "../run-suites.ts";
import type { Failure } from "../run-trial.ts";

/** JUnit's XML, as build servers read it. */
export function junitReport({ suites, passed, failed }: Run & { readonly ok: true }): string {
  const all = suites.map(({ file, trials, short }) => {
    const cases = trials.map(({ name, failure }) => {
      const head = `    <testcase classname="${escaped(file)}" name="${escaped(name)}"`;
      if (failure === null) return `${head}/>`;
      return `${head}>\n      <failure message="${escaped(`${file}:${failure.line}:${failure.column}`)}">${escaped(said(failure))}</failure>\n    </testcase>`;
    });
    const coverage = short.map(
      (one) =>
        `    <testcase classname="${escaped(file)}" name="coverage">\n      <failure message="${escaped(one)}"/>\n    </testcase>`,
    );
    const wrong = trials.filter(({ failure }) => failure !== null).length + short.length;
    const body = [...cases, ...coverage].join("\n");
    return `  <testsuite name="${escaped(file)}" tests="${trials.length + short.length}" failures="${wrong}">\n${body}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites tests="${passed + failed}" failures="${failed}">\n${all.join("\n")}\n</testsuites>`;
}

export const said = ({ expected, actual, why }: Failure): string =>
  [`expected ${expected}`, `actual ${actual}`, ...why].join("\n");

const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
