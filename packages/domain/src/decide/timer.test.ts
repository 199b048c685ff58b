import { expect, it } from "vitest";
import { event } from "../events.ts";
import { isRejection } from "../rejection.ts";
import { handle } from "./timer.ts";

const clockOf = (key: string) => (key === "while:greet/c-1" ? "greet" : null);

it("a clock that runs is passed over, or rung at once", () => {
  const clock = { timer: "while:greet/c-1", rule: "greet" };
  expect(handle({ type: "timer.skip", timer: clock.timer }, { clockOf })).toEqual([
    event("timer.skipped", clock),
  ]);
  expect(handle({ type: "timer.ring", timer: clock.timer }, { clockOf })).toEqual([
    event("timer.rung", clock),
  ]);
});

it.each(["timer.skip", "timer.ring"] as const)("%s of one that does not run is refused", (type) => {
  const refused = handle({ type, timer: "while:gone/c-1" }, { clockOf });
  expect(isRejection(refused) && refused.because).toBe("This clock no longer runs");
});
