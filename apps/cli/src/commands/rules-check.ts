import { resolve } from "node:path";
import { compileRuleset, renderDiagnostics } from "@corridor/rules";
import { projectRoot, readRulesDir } from "@corridor/server";
import { type CliCommand, Misuse } from "../command.ts";

/** The directory that was said, else the server's; with its files and what they compile to. */
export async function readRules(given: string | undefined) {
  const dir = resolve(
    given === undefined ? projectRoot : process.cwd(),
    given ?? process.env["CORRIDOR_RULES_DIR"] ?? "rules",
  );
  const files = await readRulesDir(dir).catch(() => {
    throw new Misuse(`There is no directory ${dir}.`);
  });
  return { dir, files, compiled: compileRuleset(files) };
}

export const rulesCheck: CliCommand = {
  name: "rules check",
  usage: "[DIR]",
  summary: "Say everything that is wrong with a rules directory",
  teaches: `
Reads every .yaml and template of DIR (CORRIDOR_RULES_DIR, or rules). Each fault is shown with its line, a caret and,
where it can be guessed, what was meant. Nothing is activated; no database is needed.

  npm run -s corridor -- rules check rules --json`,
  run: async ({ positionals: [given] }, io) => {
    const { files, compiled } = await readRules(given);
    const diagnostics = compiled.ok ? compiled.warnings : compiled.diagnostics;
    if (io.json) io.out(JSON.stringify({ ok: compiled.ok, diagnostics }));
    else {
      if (diagnostics.length > 0) io.out(`${renderDiagnostics(diagnostics, files)}\n`);
      const errors = diagnostics.filter(({ severity }) => severity === "error").length;
      io.out(
        compiled.ok
          ? `${compiled.ruleset.rules.length} rules, ruleset ${compiled.ruleset.hash}`
          : `${errors} errors`,
      );
    }
    return compiled.ok ? 0 : 1;
  },
};
