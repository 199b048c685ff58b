import { describe, expect, test } from "vitest";
import { isInstant } from "./instant.ts";

describe("an instant", () => {
  test.each([
    "2026-11-09T15:00:00Z",
    "2026-11-09T10:00:00.5-05:00",
    "1900-01-01T00:00:00Z",
    "2199-12-31T23:59:59Z",
  ])("%s is one", (text) => expect(isInstant(text)).toBe(true));

  test.each([
    "2026-11-09",
    "tomorrow",
    "9999-12-31T23:59:59-12:00",
    "0000-01-01T00:00:00Z",
    "2199-12-31T23:59:59-12:00",
  ])("%s is none that a practice could mean", (text) => expect(isInstant(text)).toBe(false));
});
