import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { compileRuleset, renderDiagnostics } from "@corridor/rules";
import type { Backing } from "./backing.ts";
import type { House } from "./house.ts";
import { newId } from "./ids.ts";
import { misplaced, planOf } from "./new-rules.ts";

/** A rules directory that has faults, with all of them written out. */
export class RulesFault extends Error {
  override readonly name = "RulesFault";
}

/** The files of a rules directory, by their path in it. */
export async function readRulesDir(dir: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && /\.(ya?ml|md)$/.test(entry.name))
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
  if (practice.shelf.active === null) await activateDir(house, backing, id, rulesDir);
  return id;
}

export interface Activated {
  readonly hash: string;
  /** What is different from the rules before, in sentences. */
  readonly plan: readonly string[];
}

/**
 * Uploads and activates the rules directory, unless it decides already. The last good ruleset stays where the
 * directory has faults, or no place for a card.
 */
export async function activateDir(
  house: House,
  backing: Backing,
  id: string,
  rulesDir: string,
): Promise<Activated> {
  const files = await readRulesDir(rulesDir);
  const compiled = compileRuleset(files);
  if (!compiled.ok) throw new RulesFault(renderDiagnostics(compiled.diagnostics, files));
  const { hash } = compiled.ruleset;
  const practice = await house.practice(id);
  const plan = planOf(practice.shelf.active, compiled.ruleset);
  if (practice.shelf.active?.hash === hash) return { hash, plan };
  const displaced = misplaced(practice, compiled.ruleset);
  if (displaced) throw new RulesFault(displaced.because);
  await backing.rulesets.keep(id, hash, files);
  const actor = { kind: "api" as const, id: "corridor", role: "system" };
  const subject = { kind: "practice" as const, id };
  const done = await practice.execute({
    id: newId(),
    subject,
    actor,
    ask: { command: { type: "ruleset.activate", hash } },
  });
  if (!done.ok) throw new RulesFault(done.because);
  await practice.crier.settled();
  return { hash, plan };
}
