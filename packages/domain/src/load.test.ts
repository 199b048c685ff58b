import { expect, it } from "vitest";
import { loadOf } from "./load.ts";

it.each([
  ["urgent", 3],
  ["high", 2],
  ["normal", 1],
  ["low", 1],
  ["constructor", 1],
  [null, 1],
  [undefined, 1],
  [2, 1],
])("a card on its way weighs by its priority: %j weighs %i", (priority, weight) => {
  expect(loadOf({ final: false, fields: priority === undefined ? {} : { priority } })).toBe(weight);
});

it.each(["urgent", "high", "normal"])("a card at the end of its way weighs nothing: %s", (priority) => {
  expect(loadOf({ final: true, fields: { priority } })).toBe(0);
});
