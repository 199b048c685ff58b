import { renderDiagnostics } from "@corridor/rules";
import { activateDir } from "@corridor/server";
import type { CliCommand, Exit } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";
import { readRules } from "./rules-check.ts";

export const rulesActivate: CliCommand = {
  name: "rules activate",
  usage: "[DIR]",
  summary: "Let a rules directory decide from now on",
  teaches: `
Checks DIR (CORRIDOR_RULES_DIR, or rules) as rules check does, keeps it under its hash and activates it, then says what
changed. A server only takes the directory by itself on its first start; afterwards this makes
an edit count. A server that is running follows at once, and takes every card along. With a fault in the
directory, or cards it has no place for, nothing changes and the exit code is 1.

  npm run -s corridor -- rules activate rules`,
  options: { ...practiceOption },
  run: async ({ options, positionals: [given] }, io) => {
    const { dir, files, compiled } = await readRules(given);
    if (!compiled.ok) {
      const { diagnostics } = compiled;
      const error = "The directory has faults; nothing was activated.";
      if (io.json) io.out(JSON.stringify({ ok: false, error, diagnostics }));
      else io.err(`${renderDiagnostics(diagnostics, files)}\n\n${error}`);
      return 1;
    }
    return withPractice<Exit>(io, options["practice"], async (practice, backing, house) => {
      const { hash, plan } = await activateDir(house, backing, practice.row.id, dir);
      if (io.json) io.out(JSON.stringify({ ok: true, hash, plan }));
      else for (const line of [...plan, `Ruleset ${hash} decides.`]) io.out(line);
      return 0;
    });
  },
};
