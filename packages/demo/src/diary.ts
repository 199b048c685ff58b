import type { Command, Instant, Subject } from "@corridor/domain";
import type { Dice } from "./dice.ts";
import type { Office } from "./office.ts";
import type { Persona } from "./practice.ts";

/** One command of the demo's past, as somebody gave it. */
export interface DemoStep {
  readonly at: Instant;
  readonly input: { readonly subject: Subject; readonly command: Command; readonly actorPersona: Persona };
}

/** Something to be done; what it says may depend on when it is done. */
export interface Act {
  readonly by: Persona;
  readonly does: (at: Instant) => Command;
}

export const act = (by: Persona, command: Command): Act => ({ by, does: () => command });

/** Acts on one subject, somewhere between two ticks, in their order and each in a minute of its own. */
export function lived(
  acts: readonly Act[],
  subject: Subject,
  [from, to]: Span,
  office: Office,
  dice: Dice,
): readonly DemoStep[] {
  return ticksWithin(acts.length, from, to, dice).map((tick, i) => {
    const { by, does } = acts[i] as Act;
    const at = office.happened(tick, dice.int(0, 59));
    return { at, input: { subject, command: does(at), actorPersona: by } };
  });
}

export type Span = readonly [from: number, to: number];

function ticksWithin(count: number, from: number, to: number, dice: Dice): readonly number[] {
  if (to - from + 1 < count) throw new RangeError(`${count} acts do not fit into ${to - from + 1} minutes`);
  const ticks = Array.from({ length: count }, () => dice.int(from, to)).sort((a, b) => a - b);
  for (let i = 1; i < count; i += 1) ticks[i] = Math.max(ticks[i] as number, (ticks[i - 1] as number) + 1);
  return ticks.map((tick, i) => Math.min(tick, to - (count - 1 - i)));
}
