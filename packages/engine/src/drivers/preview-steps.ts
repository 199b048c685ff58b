import { type FactKey, factKey, type FactValues, type Instant, type Subject } from "@corridor/domain";
import { type Env, type Ruleset } from "@corridor/rules";
import type { FactMap, Input, State } from "../ports/ledger.ts";
import type { Plan, StepResult } from "../step/context.ts";
import { FactReader, factsAtHand, MissingFacts } from "../step/fact-reader.ts";
import { step } from "../step/step.ts";

export interface StepPorts {
  /** Version of the time zone data in use. */
  readonly tzdata: string;
  readonly now: Instant;
  /** Facts as they are, read without a lock. */
  factsOf(keys: readonly FactKey[]): Promise<FactMap>;
  rulesetOf(hash: string): Promise<Ruleset>;
}

/** One step as it would be, with the rules that would act in it. */
export type Foreseen = Plan & { readonly fired: readonly string[] };

export interface Steps {
  /** Null where the step is refused. */
  (state: State, subject: Subject, ask: Input["ask"]): Promise<Foreseen | null>;
  /** Asks something of the rules that reads facts. */
  readonly asked: <T>(ask: (at: Pick<Env, "now" | "actor" | "facts">) => T) => Promise<T>;
}

const ACTOR = { kind: "api", id: "preview", role: "system" } as const;

/** Steps with whatever facts are asked for. Facts are read once for all steps. `paused` are rules that do nothing. */
export function stepper(
  ruleset: Ruleset,
  paused: readonly string[],
  { now, tzdata, factsOf, rulesetOf }: StepPorts,
): Steps {
  let facts: FactMap =
    paused.length > 0 ? { [factKey("paused")]: paused satisfies FactValues["paused"] } : {};
  const elders = new Map<string, Ruleset>();
  const fetched = async (needs: readonly FactKey[], rulesets: readonly string[]): Promise<void> => {
    for (const hash of rulesets) elders.set(hash, await rulesetOf(hash));
    if (needs.length > 0) facts = { ...facts, ...(await factsOf(needs)) };
  };
  const steps = async (state: State, subject: Subject, ask: Input["ask"]): Promise<Foreseen | null> => {
    for (;;) {
      const context = { now, ruleset, elders, tzdata, facts: factsAtHand(facts) };
      const result: StepResult = step(state, inputOf(subject, ask), context);
      if (result.kind === "rejection") return null;
      if (result.kind === "plan") {
        const fired = result.runs.filter(({ outcome }) => outcome === "fired").map(({ rule }) => rule);
        return { ...result.plan, fired };
      }
      await fetched(result.needs, result.rulesets);
    }
  };
  const asked: Steps["asked"] = async (ask) => {
    for (;;) {
      try {
        return ask({ now, actor: ACTOR, facts: new FactReader(factsAtHand(facts)) });
      } catch (stopped) {
        if (!(stopped instanceof MissingFacts)) throw stopped;
        await fetched(stopped.keys, stopped.rulesets);
      }
    }
  };
  return Object.assign(steps, { asked });
}

const inputOf = (subject: Subject, ask: Input["ask"]): Input => ({
  ...{ id: `preview:${subject.id}`, subject, ask, expected: null, cause: null, actor: ACTOR },
  ...{ path: [], depth: 0, keyed: false, fingerprint: "" },
});
