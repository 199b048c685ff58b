import type { Escalation, Instant } from "@corridor/domain";
import { isOpen, nextOpening } from "@corridor/time";
import { act, ActFailure, type Runnable } from "../actions/index.ts";
import type { Climb, Firing } from "../model.ts";
import type { Moment } from "../scope/index.ts";
import { groupFor, type Whom, whom } from "../staff/index.ts";
import { levelOf } from "./clock-of.ts";
import type { LadderParts } from "./ladder.ts";

type Done = Pick<Extract<Climb, { kind: "tell" }>, "acts" | "failed">;

/** One step of a ladder while it is made. */
interface Step {
  readonly parts: LadderParts;
  readonly moment: Moment;
  readonly escalation: Escalation;
  readonly firing: Firing;
}

/** What an escalation does as it begins: its first level is told. */
export const begin = (step: Step): Climb => tell(step, 0, 0, true);

/** What it does when its clock has come due. */
export function climb(step: Step): Climb {
  const { level, round, held, acknowledgedBy } = step.escalation;
  const { levels, ack, repeat, exhausted } = step.parts;
  // Somebody took it and let it lie: it is everybody's again.
  if (acknowledgedBy !== null && ack.pauses) return tell(step, 0, 0, true);
  if (held) return tell(step, held.level, held.round, false);
  if (level + 1 < levels.length) return tell(step, level + 1, round, true);
  if (round < repeat) return tell(step, 0, round + 1, true);
  return { kind: "exhausted", level, ...acted(step, exhausted, "exhausted") };
}

/**
 * Tells a level. Where nobody of it works now it waits until they open; where even then nobody does, or there is
 * nobody to tell, it is the next level's turn. The last level is told to the whole role rather than to nobody.
 */
function tell(step: Step, first: number, round: number, mayWait: boolean): Climb {
  const last = step.parts.levels.length - 1;
  for (let level = first; ; level += 1) {
    const found = whom(levelOf(step.parts, level).audience, step.moment);
    const until = found.offShift && (mayWait || level > first) ? opening(step, level) : null;
    if (until !== null) return { kind: "hold", level, round, until };
    if ((found.to && !found.offShift) || level >= last)
      return { kind: "tell", level: Math.min(level, last), round, ...told(step, level, found) };
  }
}

/** When those of the level begin work again; null where they should be there now. */
function opening({ parts, moment }: Step, level: number): Instant | null {
  const { rules, calendars } = moment.practice;
  const { role } = levelOf(parts, level).audience;
  const hours = calendars[parts.calendar ?? rules.roles[role ?? ""]?.hours ?? ""];
  return !hours || isOpen(hours, moment.env.now) ? null : nextOpening(hours, moment.env.now);
}

function told(step: Step, level: number, { to }: Whom): Done {
  const { audience, then } = levelOf(step.parts, level);
  const path = `level.${level}`;
  const after = acted(step, then, `${path}.then`);
  if (!to) return after;
  const { parts, moment, escalation, firing } = step;
  const group = groupFor(parts.group, parts.id, to, moment);
  const notice = { effect: firing.effectKey(path), to, via: [...audience.via], notBefore: null, group };
  const tells = act(path, { type: "notify", ...notice, text: [...escalation.reason] });
  return { ...after, acts: [tells, ...after.acts] };
}

/** What the policy does besides telling people. */
function acted({ parts, moment, firing }: Step, actions: Runnable | null, path: string): Done {
  const rule = { id: parts.id, name: parts.id, pins: true };
  try {
    const acts = actions ? actions({ moment, rule, firing, stopped: false }, path) : [];
    return { acts, failed: null };
  } catch (failure) {
    if (!(failure instanceof ActFailure)) throw failure;
    const because = `${failure.path}: ${failure.message}`;
    return { acts: [], failed: { outcome: failure.outcome, because } };
  }
}
