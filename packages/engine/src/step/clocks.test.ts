import type { Timer } from "@corridor/rules";
import { expect, it } from "vitest";
import { withChange } from "./clocks.ts";

const clock = (key: string): Timer => ({
  ...{ key, card: "c1", rule: "r", trigger: 0, step: 0, due: null, anchor: null, since: null, sig: "1" },
});

it("keeps a card's clocks in one order, however they came to be", () => {
  const [a, b, c] = [clock("a"), clock("b"), clock("c")];
  const kept = withChange([], { put: [c, a, b], drop: [] });
  expect(kept).toEqual([a, b, c]);
  expect(withChange([b, c], { put: [a], drop: ["c"] })).toEqual([a, b]);
});
