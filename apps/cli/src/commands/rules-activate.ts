import { renderDiagnostics, type Ruleset } from "@corridor/rules";
import { type Backing, keepRules, letDecide, type OpenPractice, planOf } from "@corridor/server";
import { type CliCommand, type Exit, type Io, Misuse } from "../command.ts";
import { OPERATOR, practiceOption, withPractice } from "../with-practice.ts";
import { readRules } from "./rules-check.ts";

const HASH = /^[0-9a-f]{64}$/;

export const rulesActivate: CliCommand = {
  name: "rules activate",
  usage: "[DIR | HASH]",
  summary: "Let a rules directory, or rules that decided before, decide from now on",
  teaches: `
Checks DIR (CORRIDOR_RULES_DIR, or rules) as rules check does, keeps it under its hash and activates it, then says what
changed. A HASH, as rules history lists them, is activated as it was kept: that is how to go back. A server that is
running follows at once, and takes every card along. With a fault in the directory, or cards it has no place for,
nothing changes and the exit code is 1.

  npm run -s corridor -- rules activate rules`,
  options: { ...practiceOption },
  run: async ({ options, positionals: [given] }, io) => {
    if (given !== undefined && HASH.test(given))
      return withPractice<Exit>(io, options["practice"], (practice, backing) =>
        activateKept(given, practice, backing, io),
      );
    const { files, compiled } = await readRules(given);
    if (!compiled.ok) {
      const { diagnostics } = compiled;
      const error = "The directory has faults; nothing was activated.";
      if (io.json) io.out(JSON.stringify({ ok: false, error, diagnostics }));
      else io.err(`${renderDiagnostics(diagnostics, files)}\n\n${error}`);
      return 1;
    }
    return withPractice<Exit>(io, options["practice"], async (practice, backing) => {
      await keepRules(practice, backing, compiled.ruleset);
      return activate(compiled.ruleset, practice, backing, io);
    });
  },
};

/** Activates a ruleset of this practice by its hash. */
export async function activateKept(
  hash: string,
  practice: OpenPractice,
  backing: Backing,
  io: Io,
): Promise<Exit> {
  const ruleset = await practice.shelf.find(hash);
  if (!ruleset) throw new Misuse(`There is no ruleset ${hash}; see rules history.`);
  return activate(ruleset, practice, backing, io);
}

async function activate(ruleset: Ruleset, practice: OpenPractice, backing: Backing, io: Io): Promise<Exit> {
  const { hash } = ruleset;
  const { sentences: plan } = await planOf(practice, backing, ruleset);
  const refused = await letDecide(practice, ruleset, OPERATOR);
  if (refused) {
    if (io.json) io.out(JSON.stringify({ ok: false, error: refused.because, hash, plan }));
    else io.err(`${refused.because}.`);
    return 1;
  }
  if (io.json) io.out(JSON.stringify({ ok: true, hash, plan }));
  else for (const line of [...plan, `Ruleset ${hash} decides.`]) io.out(line);
  return 0;
}
