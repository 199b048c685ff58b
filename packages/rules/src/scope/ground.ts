import type { Lifecycle } from "@corridor/domain";
import type { CelEnv, FieldTypes as CelFields, VarTypes } from "../cel/index.ts";
import { createCel } from "../cel/index.ts";
import type { PracticeRules } from "../model.ts";
import type { Findings } from "../reading/index.ts";
import type { MetricSaid } from "./metric.ts";
import type { Practice } from "./practice.ts";
import type { Table } from "./table.ts";

/** What all rules together name, so that one may speak of another. */
export interface RuleNames {
  readonly rules: ReadonlySet<string>;
  /** Events that some rule announces. */
  readonly emitted: ReadonlySet<string>;
}

/** What every rule stands on, and where faults are noted. */
export interface Ground {
  readonly practice: Practice;
  readonly lifecycle: Lifecycle;
  readonly findings: Findings;
  readonly names: RuleNames;
  /** The tables of the practice by name, once they are read; null for one that has faults. */
  readonly tables: Map<string, Table | null>;
  /** What is counted in the practice, by name. */
  readonly metrics: Map<string, MetricSaid>;
  /** An environment of expressions over the card and these names; the same names, the same environment. */
  readonly cel: (vars: VarTypes) => CelEnv;
}

export function groundOf(
  practice: Practice,
  lifecycle: Lifecycle,
  names: RuleNames,
  findings: Findings,
): Ground {
  const fields = celFields(practice.rules, lifecycle);
  const { metrics } = practice;
  const told = (): readonly string[] =>
    [...metrics].flatMap(([name, said]) => (said === "unsaid" ? [] : [name]));
  const options = { calendars: Object.keys(practice.calendarSpecs), metrics: told };
  const known = new Map<string, CelEnv>();
  const cel = (vars: VarTypes): CelEnv => {
    const key = JSON.stringify(vars);
    const env = known.get(key) ?? createCel(fields, vars, options);
    known.set(key, env);
    return env;
  };
  return { practice, lifecycle, names, findings, tables: new Map(), metrics, cel };
}

/** The card's fields as expressions know them. Places, types and locations are closed lists, so a typo is found. */
function celFields({ fields, locations, cardTypes }: PracticeRules, lifecycle: Lifecycle): CelFields {
  const own = Object.entries(fields).map(([name, { type, enum: values, phi, default: otherwise }]) => {
    if (values) return [name, { enum: values, default: String(otherwise) }] as const;
    const scalar = type === "list" ? ("list<string>" as const) : type;
    return [name, { type: scalar, phi, ...(otherwise === null ? {} : { default: otherwise }) }] as const;
  });
  const closed = {
    stage: lifecycle.stages.map((stage) => stage.id),
    state: [...new Set(lifecycle.stages.flatMap((stage) => stage.states))],
    type: cardTypes,
    location: locations.map((location) => location.id),
  };
  const places = Object.entries(closed).map(([name, values]) => [name, { enum: values }] as const);
  return Object.fromEntries([...own, ...places]);
}
