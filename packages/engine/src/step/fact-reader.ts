import type { FactKey, FactKind, Facts, FactValues } from "@corridor/domain";
import type { FactMap } from "../ports/ledger.ts";

/**
 * Stops a step that read what it does not know. Caught by `step` alone, which asks for it. It is thrown at nearly
 * every step and is no fault, so it carries no stack.
 */
export class MissingFacts {
  readonly keys: readonly FactKey[];
  /** Hashes of rulesets that must be at hand. */
  readonly rulesets: readonly string[];

  constructor(keys: readonly FactKey[], rulesets: readonly string[] = []) {
    this.keys = keys;
    this.rulesets = rulesets;
  }
}

/** Facts as they are handed to a step: looked up by key, and made only when looked up. */
export interface FactSource {
  has(key: FactKey): boolean;
  get(key: FactKey): FactValues[FactKind] | undefined;
}

/** Facts that are all at hand. */
export const factsAtHand = (facts: FactMap): FactSource => ({
  has: (key) => Object.hasOwn(facts, key),
  get: (key) => facts[key],
});

/** The facts a step was handed, and which of them it has read. */
export class FactReader implements Facts {
  readonly #known: FactSource;
  readonly #used: Record<FactKey, FactValues[FactKind]> = {};

  constructor(known: FactSource) {
    this.#known = known;
  }

  get used(): FactMap {
    return this.#used;
  }

  want(...keys: readonly FactKey[]): void {
    const missing = keys.filter((key) => !this.#known.has(key));
    if (missing.length > 0) throw new MissingFacts(missing);
  }

  /** What was handed in unasked: undefined where it was not, and then it is not so. */
  glance<K extends FactKind>(key: FactKey<K>): FactValues[K] | undefined {
    return this.#known.has(key) ? this.read(key) : undefined;
  }

  read<K extends FactKind>(key: FactKey<K>): FactValues[K] {
    this.want(key);
    // A key names its kind, so the value under it is of that kind.
    const value = this.#known.get(key) as FactValues[K];
    this.#used[key] = value;
    return value;
  }
}
