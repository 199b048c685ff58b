import { renderDiagnostics } from "@corridor/rules";
import { planOf } from "@corridor/server";
import type { CliCommand, Exit } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";
import { readRules } from "./rules-check.ts";

export const rulesPlan: CliCommand = {
  name: "rules plan",
  usage: "[DIR] [--diff]",
  summary: "Say what activating a rules directory would do",
  teaches: `
Checks DIR (CORRIDOR_RULES_DIR, or rules) and says what activating it would do to the practice as it stands: rules that
come, go and change, clocks that would be set, moved and cancelled, what is overdue and would be sent at once, cards
without a place. Nothing is activated and nothing is written. With --diff, every changed line as well. The exit code is
1 where it has faults or could not be activated.

  npm run -s corridor -- rules plan rules --diff`,
  options: { ...practiceOption, diff: { type: "boolean" } },
  run: async ({ options, positionals: [given] }, io) => {
    const { files, compiled } = await readRules(given);
    if (!compiled.ok) {
      const { diagnostics } = compiled;
      const error = "The directory has faults; there is nothing to plan.";
      if (io.json) io.out(JSON.stringify({ ok: false, error, diagnostics }));
      else io.err(`${renderDiagnostics(diagnostics, files)}\n\n${error}`);
      return 1;
    }
    return withPractice<Exit>(io, options["practice"], async (practice, backing) => {
      const plan = await planOf(practice, backing, compiled.ruleset, (cards, of) =>
        io.progress(`${cards} of ${of} cards`),
      );
      const ok = plan.refused === null;
      if (io.json) io.out(JSON.stringify({ ok, hash: compiled.ruleset.hash, plan }));
      else {
        for (const line of plan.sentences) io.out(line);
        if (options["diff"] === true) for (const { diff } of plan.files) io.out(`\n${diff.trimEnd()}`);
      }
      return ok ? 0 : 1;
    });
  },
};
