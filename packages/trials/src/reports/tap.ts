import type { Run } from "../run-suites.ts";
import { said } from "./junit.ts";

/** TAP version 14. */
export function tapReport({ suites }: Run & { readonly ok: true }): string {
  const all = suites.flatMap(({ file, trials, short }) => [
    ...trials.map(({ name, failure }) => ({
      name: `${file}: ${name}`,
      fault: failure && `at: ${file}:${failure.line}:${failure.column}\n${said(failure)}`,
    })),
    ...(short.length > 0 ? [{ name: `${file}: coverage`, fault: short.join("\n") }] : []),
  ]);
  const lines = all.map(({ name, fault }, i) => {
    const head = `${fault === null ? "ok" : "not ok"} ${i + 1} - ${name.replace(/[#\\]/g, "\\$&")}`;
    return fault === null ? head : `${head}\n  ---\n  message: |\n${fault.replace(/^/gm, "    ")}\n  ...`;
  });
  return ["TAP version 14", `1..${all.length}`, ...lines].join("\n");
}
