import { Bug, must, type Practice } from "@corridor/domain";
import type { History } from "@corridor/engine/ports";
import { renderDiagnostics, reviveInTurns, type Ruleset } from "@corridor/rules";
import { breather } from "./breather.ts";

/** Rulesets kept compiled beside those that decide; one that is asked for again after that is compiled again. */
const AT_HAND = 8;

/**
 * Compiled rulesets by hash, and which one decides. A ruleset never changes, so it is compiled once while it is at
 * hand; moves and frames go on meanwhile.
 */
export class RulesetShelf {
  readonly #practice: string;
  readonly #history: History;
  readonly #compiled = new Map<string, Promise<Ruleset>>();
  #active: Ruleset | null = null;
  #elders: ReadonlyMap<number, Ruleset> = new Map();

  constructor(practice: string, history: History) {
    this.#practice = practice;
    this.#history = history;
  }

  /** The one that decides now, as far as this node has heard. */
  get active(): Ruleset | null {
    return this.#active;
  }

  /** By version of the lifecycle: the last ruleset of each older one, which decides for the cards that keep it. */
  get elders(): ReadonlyMap<number, Ruleset> {
    return this.#elders;
  }

  /** Reads again which one is active; called at the start and whenever the history says that it changed. */
  async refresh(): Promise<void> {
    const practice = this.#practice;
    const record = (await this.#history.record(practice, {
      kind: "practice",
      id: practice,
    })) as Practice | null;
    const active = record?.ruleset ? await this.of(record.ruleset) : null;
    const kept = Object.entries(record?.lifecycles ?? {}).map(
      ([version, hash]) => [Number(version), hash] as const,
    );
    const older = kept.filter(([version]) => version !== active?.lifecycle.version);
    this.#elders = new Map(
      await Promise.all(older.map(async ([version, hash]) => [version, await this.of(hash)] as const)),
    );
    this.#active = active;
  }

  of(hash: string): Promise<Ruleset> {
    const known = this.#compiled.get(hash);
    if (known) return known;
    const compiled = this.#compile(hash);
    this.#compiled.set(hash, compiled);
    compiled.catch(() => this.#compiled.delete(hash));
    this.#putAway();
    return compiled;
  }

  /** One that somebody asks for by its hash; null where there never was such a one. */
  async find(hash: string): Promise<Ruleset | null> {
    if (this.#compiled.has(hash)) return this.of(hash);
    return (await this.#history.ruleset(this.#practice, hash)) ? this.of(hash) : null;
  }

  /** What was brought first goes first. */
  #putAway(): void {
    const deciding = new Set([this.#active, ...this.#elders.values()].map((one) => one?.hash));
    for (const hash of [...this.#compiled.keys()].slice(0, -AT_HAND))
      if (!deciding.has(hash)) this.#compiled.delete(hash);
  }

  async #compile(hash: string): Promise<Ruleset> {
    const files = must(
      await this.#history.ruleset(this.#practice, hash),
      `the ledger names a ruleset ${hash} it does not have`,
    );
    // It was checked when it was proposed; a checker that has become stricter since must not close the practice.
    const compiled = await reviveInTurns(files, breather());
    if (compiled.ok) return compiled.ruleset;
    throw new Bug(
      `the kept ruleset ${hash} no longer compiles:\n${renderDiagnostics(compiled.diagnostics, files)}`,
    );
  }
}
