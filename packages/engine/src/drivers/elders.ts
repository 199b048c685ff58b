import { type FactKey, factParts } from "@corridor/domain";
import type { Ruleset } from "@corridor/rules";
import type { FactMap } from "../ports/ledger.ts";

/** The rulesets of older lifecycles that a decision read of, for stepping it again. */
export async function eldersOf(
  facts: FactMap,
  rulesetOf: (hash: string) => Promise<Ruleset>,
): Promise<ReadonlyMap<string, Ruleset>> {
  const hashes = Object.entries(facts).flatMap(([key, value]) =>
    factParts(key as FactKey)[0] === "lifecycle" && typeof value === "string" ? [value] : [],
  );
  return new Map(await Promise.all(hashes.map(async (hash) => [hash, await rulesetOf(hash)] as const)));
}
