import type { Mutation } from "../mutate.ts";
import type { Run } from "../run-suites.ts";

/** What programs read. */
export function jsonReport(run: Run, mutation: Mutation | null = null) {
  if (!run.ok) return { ok: false, diagnostics: run.diagnostics };
  const { passed, failed } = run;
  const suites = run.suites.map(({ file, trials, coverage, short }) => ({
    file,
    tests: trials.map(({ name, line, column, failure }) => ({
      name,
      line,
      column,
      ok: failure === null,
      failure,
    })),
    ...{ coverage, short },
  }));
  return {
    ...{ ok: failed === 0, passed, failed, suites },
    ...(mutation === null ? {} : { mutation: withoutTexts(mutation) }),
  };
}

const withoutTexts = ({ survivors, equivalent, ...rest }: Mutation) => ({
  ...rest,
  survivors: survivors.map(({ text: _text, ...one }) => one),
  equivalent: equivalent.map(({ text: _text, ...one }) => one),
});
