import { expect, test } from "vitest";
import { backoff } from "./backoff.ts";

test("doubles from half a second to a quarter of a minute", () => {
  expect([1, 2, 3, 4, 5, 6, 7].map((tries) => backoff(tries, () => 1))).toEqual([
    500, 1000, 2000, 4000, 8000, 15000, 15000,
  ]);
});

test("is anywhere between half and all of that", () => {
  expect(backoff(3, () => 0)).toBe(1000);
  expect(backoff(3, () => 0.5)).toBe(1500);
});
