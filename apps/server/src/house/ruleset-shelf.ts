import { Bug, must } from "@corridor/domain";
import type { History } from "@corridor/engine/ports";
import { renderDiagnostics, reviveRuleset, type Ruleset } from "@corridor/rules";

/** Compiled rulesets by hash, and which one decides. A ruleset never changes, so it is compiled once. */
export class RulesetShelf {
  readonly #practice: string;
  readonly #history: History;
  readonly #compiled = new Map<string, Promise<Ruleset>>();
  #active: Ruleset | null = null;

  constructor(practice: string, history: History) {
    this.#practice = practice;
    this.#history = history;
  }

  /** The one that decides now, as far as this node has heard. */
  get active(): Ruleset | null {
    return this.#active;
  }

  /** Reads again which one is active; called at the start and whenever the history says that it changed. */
  async refresh(): Promise<void> {
    const hash = await this.#history.active(this.#practice);
    this.#active = hash === null ? null : await this.of(hash);
  }

  of(hash: string): Promise<Ruleset> {
    const known = this.#compiled.get(hash);
    if (known) return known;
    const compiled = this.#compile(hash);
    this.#compiled.set(hash, compiled);
    compiled.catch(() => this.#compiled.delete(hash));
    return compiled;
  }

  async #compile(hash: string): Promise<Ruleset> {
    const files = must(
      await this.#history.ruleset(this.#practice, hash),
      `the ledger names a ruleset ${hash} it does not have`,
    );
    // It was checked when it was proposed; a checker that has become stricter since must not close the practice.
    const compiled = reviveRuleset(files);
    if (compiled.ok) return compiled.ruleset;
    throw new Bug(
      `the kept ruleset ${hash} no longer compiles:\n${renderDiagnostics(compiled.diagnostics, files)}`,
    );
  }
}
