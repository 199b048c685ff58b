import type { Card } from "@corridor/domain";
import type { Timer } from "../model.ts";
import { isSpent, ownerOf } from "../triggers/index.ts";
import { type Clock, nameOf } from "./clock.ts";

/**
 * Clocks whose `while` was written anew, each with the trigger that goes on with it: under new rules a clock is named
 * otherwise, but what it waits for began when it began. The trigger that stands where theirs stood goes on with it, if
 * it has no clock of its own; else the first of the rule that has none. (Who writes an expression anew and puts it
 * elsewhere, both at once and among others, may have its clock begin anew.)
 */
export function strays(
  card: Card,
  current: readonly Timer[],
  clocks: readonly Clock[],
): ReadonlyMap<Clock, Timer> {
  const names = new Set(clocks.map(nameOf));
  const lost = current.filter(
    (timer) => isWhile(timer) && !names.has(ownerOf(timer.key)) && isOn(card, timer),
  );
  if (lost.length === 0) return new Map();
  const owners = new Set(current.map((timer) => ownerOf(timer.key)));
  const free = new Set(
    clocks.filter((clock) => clock.trigger.kind === "while" && !owners.has(nameOf(clock))),
  );
  const found = new Map<Clock, Timer>();
  const give = (timer: Timer, fits: (clock: Clock) => boolean): boolean => {
    const clock = [...free].find((one) => one.rule.id === timer.rule && fits(one));
    if (!clock) return false;
    free.delete(clock);
    found.set(clock, timer);
    return true;
  };
  const elsewhere = lost.filter((timer) => !give(timer, ({ index }) => index === timer.trigger));
  for (const timer of elsewhere) give(timer, () => true);
  return found;
}

const isWhile = ({ key }: Timer): boolean => key.startsWith("while:");

/** Whether its episode is on: what was spent at a place the card has left is only kept for an undo. */
const isOn = ({ enteredStageAt, enteredStateAt }: Card, timer: Timer): boolean =>
  !isSpent(timer) || timer.anchor === null || [enteredStageAt, enteredStateAt].includes(timer.anchor);
