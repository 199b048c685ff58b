import { resolve } from "node:path";
import { type CompiledRuleset, renderDiagnostics, sarifOf } from "@corridor/rules";
import { compileDirectory } from "@corridor/rules/suites";
import { projectRoot, readRulesDir } from "@corridor/server";
import { type CliCommand, Misuse } from "../command.ts";

/** The directory that was said, else the server's; with its files. */
export async function readFiles(given: string | undefined) {
  const dir = resolve(
    given === undefined ? projectRoot : process.cwd(),
    given ?? process.env["CORRIDOR_RULES_DIR"] ?? "rules",
  );
  const files = await readRulesDir(dir).catch(() => {
    throw new Misuse(`There is no directory ${dir}.`);
  });
  return { dir, files };
}

/** The same, with what the files compile to and all that is wrong with them, their tests too. */
export async function readRules(given: string | undefined) {
  const { dir, files } = await readFiles(given);
  return { dir, files, compiled: compileDirectory(files, new Date().toISOString()) };
}

export const rulesCheck: CliCommand = {
  name: "rules check",
  usage: "[DIR] [--strict] [--sarif]",
  summary: "Say everything that is wrong with a rules directory",
  teaches: `
Reads every .yaml, template and table of DIR (CORRIDOR_RULES_DIR, or rules), and where the rules are right the files of
tests as well; "rules test" runs them. Each finding is shown as file:line:col with its code, its line, a caret and,
where it can be guessed, what was meant. What is wrong is an error; what can hardly have
been meant (a condition that never holds, rules that start one another) is a warning. Ends with 1 where there is an
error, with --strict also where there is a warning. --sarif prints a SARIF 2.1.0 log for a code host. Nothing is
activated; no database is needed.

  npm run -s corridor -- rules check rules --strict
  npm run -s corridor -- rules check rules --sarif > rules.sarif`,
  options: { strict: { type: "boolean" }, sarif: { type: "boolean" } },
  run: async ({ options: { strict, sarif }, positionals: [given] }, io) => {
    if (sarif === true && io.json) throw new Misuse("Say either --json or --sarif.");
    const { files, compiled } = await readRules(given);
    const diagnostics = compiled.ok ? compiled.warnings : compiled.diagnostics;
    const ok = compiled.ok && (strict !== true || diagnostics.length === 0);
    if (sarif === true) io.out(JSON.stringify(sarifOf(diagnostics), null, 2));
    else if (io.json) io.out(JSON.stringify({ ok, diagnostics }));
    else {
      if (diagnostics.length > 0) io.out(`${renderDiagnostics(diagnostics, files)}\n`);
      io.out(verdict(compiled));
    }
    return ok ? 0 : 1;
  },
};

function verdict(compiled: CompiledRuleset): string {
  const diagnostics = compiled.ok ? compiled.warnings : compiled.diagnostics;
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  const counted = [
    ...(compiled.ok ? [] : [count(diagnostics.length - warnings, "error")]),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ];
  if (!compiled.ok) return counted.join(", ");
  const { rules, hash } = compiled.ruleset;
  return [count(rules.length, "rule"), ...counted, `ruleset ${hash}`].join(", ");
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
