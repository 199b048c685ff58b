import {
  type Candidate,
  type Card,
  type Escalation,
  type Facts,
  type FactValues,
  factParts,
  type Patient,
  type PlannedEvent,
} from "@corridor/domain";
import { compileRuleset } from "../compile-ruleset.ts";
import { renderDiagnostics } from "../diagnostics/index.ts";
import type { Act, Env, Rule, Ruleset } from "../model.ts";
import { smallPractice } from "./texts.ts";

export const RULES = "schema: corridor/v1\nkind: rules\nlifecycle: small\nrules:\n";

/** The ruleset of these files; throws what is wrong with them. */
export function compiled(files: Readonly<Record<string, string>>): Ruleset {
  const result = compileRuleset(files);
  if (!result.ok) throw new Error(renderDiagnostics(result.diagnostics, files));
  return result.ruleset;
}

/** The small practice with these rules: a YAML list. */
export const withRules = (rules: string): Ruleset =>
  compiled({ ...smallPractice, "small.rules.yaml": RULES + rules.replace(/^\n/, "") });

/** One rule that does these actions when a card is created. */
export function acting(actions: string): Rule {
  const indented = actions.trim().replace(/^/gm, "      ");
  const ruleset = withRules(
    `  - id: under-test\n    name: Under test\n    when: [{ event: card.created }]\n    then:\n${indented}\n`,
  );
  return ruleset.rule("under-test") as Rule;
}

export const NOW = "2026-11-02T15:00:00.000Z"; // Monday 10:00 in New York

/** A card at its first place, with whatever is to be different. */
export const card = (different: Partial<Card> = {}): Card => ({
  ...{
    id: "c1",
    version: 1,
    type: "visit",
    location: "main",
    patient: "p1",
    lifecycle: 1,
    stage: "intake",
    state: "new",
    final: false,
  },
  ...{
    rank: "a0",
    fields: {},
    assignee: null,
    role: null,
    labels: [],
    tasks: [],
    appointment: null,
    claims: [],
  },
  ...{ escalations: [], calls: {}, comments: 0, createdAt: NOW, enteredStageAt: NOW, enteredStateAt: NOW },
  movedBy: { kind: "user", id: "ana" },
  ...different,
});

export interface Known {
  readonly patient?: Patient["fields"];
  readonly pool?: readonly Candidate[];
  readonly carers?: readonly string[];
  readonly owners?: readonly string[];
}

/** Facts that know these; asking for others is a fault of the test. */
export function factsOf({ patient, pool, carers, owners }: Known, asked: string[] = []): Facts {
  const values: Partial<FactValues> = {
    ...(patient ? { patient: { id: "p1", version: 1, fields: patient } } : {}),
    ...(pool ? { pool } : {}),
    ...(carers ? { carers } : {}),
    ...(owners ? { owners } : {}),
  };
  return {
    want: () => {},
    read(key) {
      asked.push(key);
      const [kind] = factParts(key);
      if (!(kind in values)) throw new Error(`nobody told the test of ${key}`);
      return values[kind] as never;
    },
  };
}

export const env = (different: Partial<Env> = {}, known: Known = {}): Env => ({
  ...{
    now: NOW,
    card: card(),
    actor: { kind: "user", id: "ana", role: "front_desk" },
    event: null,
    trigger: null,
  },
  facts: factsOf(known),
  ...different,
});

type Data<T extends PlannedEvent["type"]> = Extract<PlannedEvent, { type: T }>["data"];

/** An event of the card `c1`. */
export const happened = <T extends PlannedEvent["type"]>(type: T, data: Data<T>): PlannedEvent =>
  ({
    ...{
      id: "e/1",
      subject: { kind: "card", id: "c1" },
      actor: { kind: "user", id: "ana", role: "front_desk" },
    },
    ...{ cause: null, root: "e", depth: 0, type, data },
  }) as PlannedEvent;

export const created = happened("card.created", {
  ...{
    type: "visit",
    location: "main",
    patient: "p1",
    fields: {},
    lifecycle: 1,
    stage: "intake",
    state: "new",
  },
  ...{ rank: "a0", since: NOW },
});

export const acts = (rule: Rule, at: Env, which: "then" | "else" = "then"): readonly Act[] =>
  rule.act({ ...at, event: at.event ?? created }, which, {
    occurrence: "o",
    effectKey: (path) => `effect ${path}`,
  });

/** The commands a rule gives. */
export const commands = (rule: Rule, at: Env = env()): readonly Act["command"][] =>
  acts(rule, at).map((act) => act.command);

/** An escalation as it begins, with whatever is to be different. */
export function climbing(policy: string, different: Partial<Escalation> = {}): Escalation {
  const since = different.since ?? NOW;
  return {
    ...{ policy, level: 0, round: 0, since, reason: ["Look"], at: since, turn: 0, held: null },
    ...{ acknowledgedBy: null, progressAt: null, exhausted: false, pinned: null },
    ...different,
  };
}
