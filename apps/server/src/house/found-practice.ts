import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { compileRuleset, renderDiagnostics, type Ruleset } from "@corridor/rules";
import type { Backing } from "./backing.ts";
import type { House } from "./house.ts";
import { letDecide } from "../rulesets/let-decide.ts";
import type { OpenPractice } from "./practice.ts";

/** A rules directory that has faults, with all of them written out. */
export class RulesFault extends Error {
  override readonly name = "RulesFault";
}

/** The files of a rules directory, by their path in it. */
export async function readRulesDir(dir: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && /\.(ya?ml|md|csv)$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), "utf8")])),
  );
}

/** Makes the first practice where there is none, and lets the rules directory decide for it. Returns its id. */
export async function foundPractice(
  house: House,
  backing: Backing,
  rulesDir: string,
  name: string,
): Promise<string> {
  const [known] = await backing.practices();
  const id = known?.id ?? "main";
  if (!known) await backing.createPractice(id, name);
  const practice = await house.practice(id);
  if (practice.shelf.active === null) await activateDir(practice, backing, rulesDir);
  return id;
}

/** Keeps and activates the rules directory. @throws RulesFault with all that is wrong with it. */
async function activateDir(practice: OpenPractice, backing: Backing, rulesDir: string): Promise<void> {
  const files = await readRulesDir(rulesDir);
  const compiled = compileRuleset(files, new Date().toISOString());
  if (!compiled.ok) throw new RulesFault(renderDiagnostics(compiled.diagnostics, files));
  await keepRules(practice, backing, compiled.ruleset);
  const actor = { kind: "api", id: "corridor", role: "system" } as const;
  const refused = await letDecide(practice, compiled.ruleset, actor);
  if (refused) throw new RulesFault(refused.because);
}

/** Keeps a checked ruleset, so that it can be activated. */
export async function keepRules(
  { row }: OpenPractice,
  { rulesets }: Backing,
  { hash, files }: Ruleset,
): Promise<void> {
  await rulesets.keep(row.id, hash, files);
}
