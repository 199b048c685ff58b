import { expect, test } from "vitest";
import { cut, filled, letterOf, oneLine, spoken } from "./plain-text.ts";

const texts = (first: string) => new Map([["n", first]]);
const said = (body: string, first: string) =>
  spoken(filled(body, { first_name: { ref: "n" } }), texts(first));

test.each([
  ["${card.patient.id}", "${card.patient.id}"],
  ["=1+1", "=1+1"],
  ["{{7*7}}", "{{7*7}}"],
  ["{first_name}", "{first_name}"],
  ["<script>alert(1)</script>", "<script>alert(1)</script>"],
  ["Kim\r\nBcc: eve@example.org", "Kim Bcc: eve@example.org"],
  ["Kim\u202egnp.exe", "Kim gnp.exe"],
  ["\u0000Kim\u001b[31m", "Kim [31m"],
])("edge-35: the name %j stands in a message as %j, and is nothing but text", (name, shown) => {
  expect(said("Hello {first_name}!", name)).toBe(`Hello ${shown}!`);
});

test("edge-35: a name of 5,000 emoji leaves room for the rest", () => {
  const text = said("Hello {first_name}, see you.", "👩‍⚕️".repeat(5_000));
  expect(text.length).toBeLessThan(230);
  expect(text).toMatch(/^Hello (👩‍⚕️)+…, see you\.$/u);
});

test("a hole nobody fills is nothing, a list or a number is its text", () => {
  expect(filled("{a}{b} {c}", { a: 3, b: null })).toEqual(["3", " "]);
  expect(spoken([{ ref: "gone" }, "x"], new Map())).toBe("x");
});

test("the first line of a template may be its subject", () => {
  expect(letterOf("Subject: Your visit\n\nHello\n")).toEqual({ subject: "Your visit", text: "Hello" });
  expect(letterOf("Hello\nSubject: no\n")).toEqual({ subject: null, text: "Hello\nSubject: no" });
});

test("text is cut between characters, and only where it is too long", () => {
  expect(cut("Hello", 5)).toBe("Hello");
  expect(cut("Hello!", 5)).toBe("Hell…");
  expect(cut("é👍🏽é", 4)).toBe("é…");
  expect(oneLine(" a\u2028b\tc ")).toBe("a b c");
});
