import { expect, it } from "vitest";
import { slotNameOf, timeNamed } from "./slots.ts";
import { TOMORROW } from "./testing/index.ts";

const time = { start: TOMORROW, minutes: 30, provider: "dr/ben" };

it("a time is called by its slot, or else by itself", () => {
  expect(slotNameOf({ ...time, slot: "s-1" })).toBe("s-1");
  expect(slotNameOf({ ...time, slot: null })).toBe(`${TOMORROW}/30/dr/ben`);
});

it("the name of a time says the time, that of a slot does not", () => {
  expect(timeNamed(slotNameOf({ ...time, slot: null }))).toEqual(time);
  for (const name of ["s-1", `${TOMORROW}/30`, `${TOMORROW}/x/ben`, `${TOMORROW}/30/`])
    expect(timeNamed(name)).toBeNull();
});
