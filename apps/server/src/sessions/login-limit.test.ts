import { expect, test } from "vitest";
import { LoginLimit } from "./login-limit.ts";

test("after so many tries one waits out the minute", () => {
  const limit = new LoginLimit(3);
  for (let n = 0; n < 3; n += 1) {
    expect(limit.wait("mia", 1_000)).toBe(0);
    limit.tried("mia", 1_000);
  }
  expect(limit.wait("mia", 11_000)).toBe(50);
  expect(limit.wait("bo", 11_000)).toBe(0);
  expect(limit.wait("mia", 62_000)).toBe(0);
});

test("signing in rightly does not count, however often", () => {
  const limit = new LoginLimit(2);
  for (let n = 0; n < 10; n += 1) {
    expect(limit.wait("mia", n)).toBe(0);
    limit.tried("mia", n);
    limit.succeeded("mia");
  }
});

test("it forgets the oldest rather than grow without end", () => {
  const limit = new LoginLimit(1);
  limit.tried("first", 0);
  for (let n = 0; n < 10_000; n += 1) limit.tried(`name ${n}`, 0);
  expect(limit.wait("first", 1)).toBe(0);
  expect(limit.wait("name 9999", 1)).toBe(60);
});
