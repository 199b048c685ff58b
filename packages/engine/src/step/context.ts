import type { FactKey, Instant, PlannedEvent, Rejection } from "@corridor/domain";
import type { Env, Ruleset, Timer } from "@corridor/rules";
import type { Effect, FactMap, RuleRun, State } from "../ports/ledger.ts";
import type { FactSource } from "./fact-reader.ts";
import type { Trace } from "./trace.ts";

/** What a step may know besides the state and the input. The same context, the same result. */
export interface StepContext {
  readonly now: Instant;
  /** Null only before a practice's first activation. */
  readonly ruleset: Ruleset | null;
  readonly facts: FactSource;
  /** Version of the time zone data in use. */
  readonly tzdata: string;
  /** Rulesets by hash whose lifecycle decides for cards that keep an older one. Asked for like facts where missing. */
  readonly elders?: ReadonlyMap<string, Ruleset>;
  /** Told of every rule that was looked at, for explain and why-not; `env` is what it saw, if it was asked. */
  readonly observe?: (trace: Trace, env?: Env) => void;
}

/** Everything that follows from one input on one subject: the whole cascade. */
export interface Plan {
  readonly events: readonly PlannedEvent[];
  readonly after: State;
  /** Whether new rules took their clocks: then the step must be kept even if it changed nothing else. */
  readonly reconciles: boolean;
  readonly put: readonly Timer[];
  readonly drop: readonly string[];
  readonly effects: readonly Effect[];
  readonly recall: readonly string[];
  /** The facts that were read. */
  readonly facts: FactMap;
}

export type StepResult =
  | { readonly kind: "plan"; readonly plan: Plan; readonly runs: readonly RuleRun[] }
  | { readonly kind: "rejection"; readonly rejection: Rejection; readonly facts: FactMap }
  | { readonly kind: "needs"; readonly needs: readonly FactKey[]; readonly rulesets: readonly string[] };
