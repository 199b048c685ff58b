import type { Instant } from "@corridor/domain";
import { judge } from "../conditions/index.ts";
import type { Pause, Timer } from "../model.ts";
import { type Cursor, inside } from "../reading/index.ts";
import type { Ground, Moment } from "../scope/index.ts";
import { compileState, type LastingState } from "./lasting-state.ts";

export const PAUSE_DOC =
  "Its clock stands still while this holds: when the patient or the payer is waited for. `{ expr, because }` says on the card what it waits for.";

/** `pause_while` of a trigger: the state in which its clocks stand still. Null where it has none, or a faulty one. */
export function readPausing(at: Cursor, ground: Ground): LastingState | null {
  const written = inside(at, "pause_while");
  return written.value === undefined ? null : compileState(written, ground);
}

/** What a clock waits for while it stands still: as its `because` says, or else as it is asked. */
export function waitsFor(at: Cursor): string | null {
  const { value } = inside(at, "pause_while");
  if (value === undefined) return null;
  const because = inside(at, "pause_while", "because").value;
  return typeof because === "string"
    ? because
    : `The clock stands still while ${typeof value === "string" ? value : "it has to wait"}`;
}

const NONE: readonly Pause[] = [];

/** When a clock has stood still so far. */
export const pausesOf = (timer: Timer | undefined): readonly Pause[] => timer?.ledger?.pauses ?? NONE;

export const isOpen = (pauses: readonly Pause[]): boolean => pauses.at(-1)?.to === null;

/**
 * When a clock stands still, after a look at the state in which it does; the same list when nothing has changed. A
 * state that can not be told changes nothing: what runs runs on, so that somebody hears of it. `due` is when the clock
 * would ring with the pauses so far: one that has run out is not held up any more.
 */
export function noted(
  pausing: LastingState | null,
  moment: Moment,
  pauses: readonly Pause[],
  due: Instant | null,
): readonly Pause[] {
  const { now } = moment.env;
  const outcome = pausing ? judge(pausing.condition, moment).outcome : "fails";
  const open = isOpen(pauses);
  if (outcome === "fails" && open)
    return [...pauses.slice(0, -1), { from: pauses.at(-1)?.from ?? now, to: now }];
  if (outcome !== "holds" || open || due === null || due <= now) return pauses;
  return [...pauses, { from: now, to: null }];
}
