import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";

/** Passes over what a clock of the card would do, or has it done at once. Either way it will not ring for this again. */
export function handle(
  { type, timer }: CommandOf<"timer.skip" | "timer.ring">,
  { clockOf }: Pick<World, "clockOf">,
): Decided {
  const rule = clockOf(timer);
  if (rule === null) return reject("timer_unknown", "This clock no longer runs");
  return [event(type === "timer.skip" ? "timer.skipped" : "timer.rung", { timer, rule })];
}
