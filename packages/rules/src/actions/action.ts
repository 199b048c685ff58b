import type { CardCommand, FieldValue } from "@corridor/domain";
import type * as z from "zod/mini";
import type { Condition } from "../conditions/index.ts";
import type { Doc } from "../doc.ts";
import type { Act, Firing, Selection } from "../model.ts";
import type { Cursor } from "../reading/index.ts";
import { type Moment, plain, type Scope, evaluate, type Value } from "../scope/index.ts";
import type { CompiledExpr } from "../cel/index.ts";
import type { Deed, Outline } from "../summary/index.ts";

/** What an action may refer to, besides what expressions see. */
export interface ActionScope extends Scope {
  /** Escalation policies by id, as they are written. */
  readonly policies: Readonly<Record<string, string>>;
  readonly depth: number;
  /** The `select`s of the rule; grows while its actions are read. */
  readonly selections: Map<string, Selection>;
  /** The rule whose actions these are; null for those of a ladder. */
  readonly rule: Run["rule"] | null;
  /** What the chosen card is called, inside a `select`. */
  readonly chosen: string | null;
  /** What the actions may do is noted here, while they are read. */
  readonly outline: Outline;
  /** What must hold to come here, outermost first. */
  readonly under: readonly Condition[];
  /** A list of actions inside an action. */
  readonly actions: (at: Cursor, scope: ActionScope) => Runnable | null;
}

/** One firing while its actions are carried out, in order. */
export interface Run {
  readonly moment: Moment;
  /** `pins`: whether an escalation keeps to its policy as it is written now. */
  readonly rule: { readonly id: string; readonly name: string; readonly pins: boolean };
  readonly firing: Firing;
  stopped: boolean;
}

export type Runnable = (run: Run, path: string) => readonly Act[];

/**
 * One kind of action: how it is written, what is checked at load, and the commands it becomes. A new action is one
 * file like this, one line in the registry and one test.
 */
export interface ActionKind<Spec, Checked> {
  readonly key: string;
  readonly doc: Doc;
  readonly schema: z.ZodMiniType<Spec>;
  /** Whether it can be done where a rule starts on no card. */
  readonly needsNoCard?: true;
  /** What `run` needs, or null after the faults were noted. */
  readonly check: (spec: Spec, at: Cursor, scope: ActionScope) => Checked | null;
  readonly run: (checked: Checked, run: Run, path: string) => readonly Act[];
  /** What it makes of what is done beside it in the same list. */
  readonly beside?: (acts: readonly Act[]) => readonly Act[];
  /** What it may do to the card, for analyses; what actions inside it do is theirs to say. */
  readonly deeds: (checked: Checked) => readonly Deed[];
}

/** A firing that can not be carried out: a value it needs is not known. Nothing of it is done. */
export class ActFailure extends Error {
  override name = "ActFailure";
  readonly path: string;
  readonly outcome: "unknown" | "error";

  constructor(path: string, outcome: "unknown" | "error", message: string) {
    super(message);
    this.path = path;
    this.outcome = outcome;
  }
}

export const act = (path: string, command: CardCommand, onRefused: Act["onRefused"] = "fail"): Act => ({
  ...{ path, command, onRefused },
});

/** The value of an expression, or the end of the firing. */
export function valueOf(expr: CompiledExpr, run: Run, path: string): FieldValue {
  const said = evaluate(expr, run.moment);
  if (!said.ok) throw new ActFailure(path, said.code, said.message);
  return plain(said.value);
}

export const resolved = (value: Value, run: Run, path: string): FieldValue =>
  "literal" in value ? value.literal : valueOf(value.expr, run, path);

/** The same, null where a field that is passed on whole is absent. */
export function passedOn(value: Value, run: Run, path: string): FieldValue {
  if ("literal" in value) return value.literal;
  const said = evaluate(value.expr, run.moment);
  const isPath = value.expr.reads.length === 1 && value.expr.source.trim() === value.expr.reads[0];
  return !said.ok && said.code === "unknown" && isPath ? null : valueOf(value.expr, run, path);
}

/** Names to values, each evaluated. */
export function all(
  values: ReadonlyMap<string, Value>,
  one: (value: Value) => FieldValue,
): Record<string, FieldValue> {
  return Object.fromEntries([...values].map(([name, value]) => [name, one(value)]));
}
