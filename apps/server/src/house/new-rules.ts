import { reject, type Rejection } from "@corridor/domain";
import type { Ruleset } from "@corridor/rules";
import type { OpenPractice } from "./practice.ts";

/** Cards must have a place in new rules: activating them otherwise would strand patients. Null when all have. */
export function misplaced({ mirror }: OpenPractice, ruleset: Ruleset): Rejection | null {
  const places = new Set(
    ruleset.lifecycle.stages.flatMap((stage) => stage.states.map((state) => `${stage.id}.${state}`)),
  );
  const lost = [...mirror.rows.values()].filter(({ card }) => !places.has(`${card.stage}.${card.state}`));
  if (lost.length === 0) return null;
  const where = [...new Set(lost.map(({ card }) => `${card.stage}.${card.state}`))].sort().join(", ");
  return reject("place_unknown", `${lost.length} cards stand where the new lifecycle has no place: ${where}`);
}

/** What activating would change, in sentences. */
export function planOf(now: Ruleset | null, next: Ruleset): string[] {
  if (now?.hash === next.hash) return ["Nothing changes: these rules decide already."];
  const before = new Map((now?.rules ?? []).map((rule) => [rule.id, rule]));
  const after = new Map(next.rules.map((rule) => [rule.id, rule]));
  const added = next.rules.filter((rule) => !before.has(rule.id)).map((rule) => `New rule: ${rule.name}`);
  const gone = [...before.values()]
    .filter((rule) => !after.has(rule.id))
    .map((rule) => `Rule goes: ${rule.name}`);
  const files = Object.keys(next.files).filter(
    (name) => now !== null && now.files[name] !== next.files[name],
  );
  return [...added, ...gone, ...files.map((name) => `Changed file: ${name}`)];
}
