import type { Rule } from "../model.ts";
import type { ClockTrigger } from "../triggers/index.ts";

/** A clock of a rule, by which its timers are found. */
export interface Clock {
  readonly rule: Rule;
  /** Where its trigger stands in the rule now; timers may tell of an older place. */
  readonly index: number;
  readonly trigger: ClockTrigger;
}

/** How the keys of its timers name it. */
export const nameOf = ({ rule, trigger }: Clock): string => `${rule.id}.${trigger.name}`;
