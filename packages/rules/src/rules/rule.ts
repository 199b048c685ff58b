import type { Runnable } from "../actions/index.ts";
import type { CompiledExpr } from "../cel/index.ts";
import { type Condition, judge } from "../conditions/index.ts";
import type { Env, Judgement, Rule } from "../model.ts";
import {
  changing,
  evaluate,
  type Moment,
  momentOf,
  naming,
  type Practice,
  type Table,
} from "../scope/index.ts";
import { eventFacts, type EventTrigger, type Trigger } from "../triggers/index.ts";
import { type Overrides, obstacle } from "../why/index.ts";
import { eachName } from "./every.ts";
import type { Once } from "./once.ts";
import { outside, type Window } from "./window.ts";

/** What a rule is made of once it is checked. */
export interface RuleParts {
  readonly id: string;
  readonly name: string;
  readonly was: readonly string[];
  readonly digest: string;
  readonly file: string;
  readonly line: number;
  readonly enabled: true | "shadow";
  readonly triggers: readonly { readonly trigger: Trigger; readonly line: number }[];
  /** `let`, in order: an expression each, or what a table answers. */
  readonly names: readonly ({ readonly name: string } & (
    | { readonly expr: CompiledExpr }
    | { readonly table: Table }
  ))[];
  readonly condition: Condition | null;
  readonly then: Runnable;
  readonly otherwise: Runnable | null;
  readonly readsPatient: boolean;
  readonly owner: Rule["owner"];
  readonly tags: readonly string[];
  readonly safety: boolean;
  readonly bounds: Bounds;
  /** Whether what it escalates keeps to the policy as it is written at the start. */
  readonly pins: boolean;
  readonly selections: Rule["selections"];
  readonly needsNoCard: boolean;
}

/** When a rule may act, and how often. */
export interface Bounds {
  readonly window: Window;
  readonly once: Once | null;
}

const HOLDS: Judgement = { outcome: "holds", leaves: [] };

export function createRule(parts: RuleParts, practice: Practice): Rule {
  // A rule that acts is looked at twice: whether it holds, and what it does. What `let` says is worked out once.
  const moments = new WeakMap<Env, Moment>();
  const momentIn = (env: Env): Moment => {
    const known = moments.get(env);
    if (known) return known;
    const moment = momentWithNames(parts, env, practice);
    moments.set(env, moment);
    return moment;
  };
  const { id, name, file, line, enabled, triggers, condition, then, otherwise, readsPatient } = parts;
  const { was, digest, owner, tags, safety, bounds, pins } = parts;
  return {
    ...{ id, name, file, line, enabled, readsPatient, hasElse: otherwise !== null },
    ...{ was, digest, owner, tags, safety, button: buttonOf(triggers)?.label ?? null },
    ...{ selections: parts.selections, needsNoCard: parts.needsNoCard },
    triggers: triggers.map(({ trigger, line: at }, index) => {
      const { kind, text } = trigger;
      const clock = "watches" in trigger ? trigger : null;
      const each = "look" in trigger && trigger.each !== null ? eachName(index) : null;
      const onCard = !("look" in trigger) || each !== null;
      return {
        kind,
        line: at,
        text,
        watches: clock?.watches ?? [],
        waits: clock?.waits ?? null,
        onCard,
        each,
      };
    }),
    barred: (env, timers) => outside(bounds.window, env.now) ?? bounds.once?.spent(env, timers) ?? null,
    memory: (env) => bounds.once?.memory(env) ?? null,
    judge(env, index) {
      const moment = momentIn(env);
      const first = judgeTrigger(parts, moment, index);
      if (first.outcome !== "holds" || !condition) return first;
      const second = judge(condition, moment);
      return { outcome: second.outcome, leaves: [...first.leaves, ...second.leaves] };
    },
    obstacle(env, index) {
      const asks = [index === null ? null : neededBy(parts, env, index), condition];
      return obstacle(
        asks.filter((one) => one !== null),
        {
          moment: (overrides) => aboutIt(momentWithNames(parts, env, practice, overrides)),
          names: new Map(
            parts.names.flatMap((named) => ("expr" in named ? [[named.name, named.expr] as const] : [])),
          ),
        },
      );
    },
    act(env, which, firing) {
      const runnable = which === "then" ? then : otherwise;
      const moment = momentIn(env);
      // `else` is for an `if` that fails: where the trigger itself did not match, nothing is done.
      const pulled =
        which === "then" || env.event === null || judgeTrigger(parts, moment, 0).outcome === "holds";
      if (!runnable || !pulled) return [];
      return runnable({ moment, rule: { id, name, pins }, firing, stopped: false }, which);
    },
  };
}

/** A rule has one button, whatever else starts it. */
export const buttonOf = (triggers: RuleParts["triggers"]): EventTrigger["button"] =>
  triggers
    .map(({ trigger }) => (trigger.kind === "event" ? trigger.button : undefined))
    .find((button) => button);

/**
 * What the trigger asks besides `if`. An event starts a rule once, whichever of its triggers it pulls: one of their
 * `where` must hold.
 */
function judgeTrigger(parts: RuleParts, moment: Moment, index: number): Judgement {
  const asked = moment.env.event ? askedOf(parts, moment.env) : parts.triggers[index]?.trigger.condition;
  return asked ? judge(asked, moment) : HOLDS;
}

/** What the triggers ask of an event that pulls them; null for nothing. */
function askedOf({ triggers }: RuleParts, { event, card }: Env): Condition | null {
  if (event === null) return null;
  const pulled = triggers.flatMap(({ trigger }) =>
    trigger.kind === "event" && trigger.matches(event, card) ? [trigger.condition] : [],
  );
  const asked = pulled.filter((condition) => condition !== null);
  return asked.length < pulled.length ? null : anyOf(asked);
}

/** What a trigger needs before `if` is asked: what an event's `where` says, a clock is armed by, `each` is about. */
function neededBy(parts: RuleParts, env: Env, index: number): Condition | null {
  if (env.event) return askedOf(parts, env);
  const trigger = parts.triggers[index]?.trigger;
  if (trigger && "look" in trigger) return trigger.each?.condition ?? null;
  return trigger && "needs" in trigger ? trigger.needs : (trigger?.condition ?? null);
}

/** The card under the name by which `each` speaks of it. */
const aboutIt = (moment: Moment): Moment => ({
  ...moment,
  bindings: (patient) => {
    const plainly = moment.bindings(patient);
    return { it: plainly.card, ...plainly };
  },
});

const anyOf = (of: readonly Condition[]): Condition =>
  of.length === 1 ? (of[0] as Condition) : { kind: "any", of };

function valueOf(expr: CompiledExpr, moment: Moment): unknown {
  const said = evaluate(expr, moment);
  return said.ok ? said.value : undefined;
}

/** `let` names in order. One that can not be told stays unknown, and so does what reads it. */
function momentWithNames({ names }: RuleParts, env: Env, practice: Practice, overrides?: Overrides): Moment {
  let moment = momentOf(env, practice, eventFacts(env.event));
  if (overrides) moment = changing(moment, overrides);
  for (const named of names) {
    const value = "table" in named ? named.table.answer(moment) : valueOf(named.expr, moment);
    if (value !== undefined) moment = naming(moment, named.name, value);
  }
  return moment;
}
