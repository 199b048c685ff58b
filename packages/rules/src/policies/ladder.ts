import type { Escalation } from "@corridor/domain";
import type { Runnable } from "../actions/index.ts";
import { type Condition, judge } from "../conditions/index.ts";
import type { Env, Policy } from "../model.ts";
import type { Cursor } from "../reading/index.ts";
import { changing, type Moment, momentOf, naming, type Practice } from "../scope/index.ts";
import type { Audience, Grouping } from "../staff/index.ts";
import type { Outline } from "../summary/index.ts";
import type { Span } from "../triggers/index.ts";
import { obstacle, type Overrides } from "../why/index.ts";
import { type ClockOf, clockOf } from "./clock-of.ts";
import { begin, climb } from "./climb.ts";
import { comingRung } from "./coming-rung.ts";

export interface Level {
  readonly line: number;
  readonly audience: Audience;
  readonly wait: Span | null;
  readonly then: Runnable | null;
}

/** A policy once it is checked. */
export interface LadderParts {
  readonly id: string;
  readonly file: string;
  readonly calendar: string | null;
  readonly done: Condition | null;
  readonly levels: readonly Level[];
  /** How often the whole ladder begins again. */
  readonly repeat: number;
  readonly ack: { readonly pauses: boolean; readonly timeout: Span | null };
  readonly exhausted: Runnable | null;
  readonly group: Grouping | null;
}

/** A policy without how it runs: how long it may climb, and what its levels may do. */
export interface PolicySummary extends Outline {
  readonly id: string;
  readonly at: Cursor;
  /** What ends it; null where only somebody can. */
  readonly done: Condition | null;
  /** Between its levels. */
  readonly waits: readonly Span[];
}

/** A policy with all that only deciding needs of it. */
export interface Ladder extends Policy {
  readonly summary: PolicySummary;
  /** The clock of an escalation at a location as it stands; null where nothing will happen by itself. */
  readonly clock: (escalation: Escalation, location: string) => ClockOf | null;
}

export function createLadder(parts: LadderParts, summary: PolicySummary, practice: Practice): Ladder {
  return {
    ...{ id: parts.id, summary, levels: parts.levels.length },
    source: { file: parts.file, line: summary.at.file.nodeAt(summary.at.path, "key").line },
    awaitsProgress: parts.ack.pauses && parts.ack.timeout !== null,
    isOver: (env, escalation) => parts.done && judge(parts.done, momentOn(env, escalation, practice)),
    obstacle: (env, escalation) =>
      parts.done &&
      obstacle([parts.done], {
        moment: (overrides) => momentOn(env, escalation, practice, overrides),
        names: new Map(),
      }),
    begin: (env, escalation, firing) =>
      begin({ parts, moment: momentOn(env, escalation, practice), escalation, firing }),
    climb: (env, escalation, firing) =>
      climb({ parts, moment: momentOn(env, escalation, practice), escalation, firing }),
    coming: (escalation) => comingRung(parts, escalation),
    clock: (escalation, location) => clockOf(parts, escalation, practice.at(location)),
  };
}

function momentOn(
  env: Env,
  { policy, level, since }: Escalation,
  practice: Practice,
  overrides?: Overrides,
): Moment {
  const moment = momentOf(env, practice);
  const changed = overrides ? changing(moment, overrides) : moment;
  return naming(changed, "escalation", { policy, level, started_at: since });
}
