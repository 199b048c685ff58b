import * as fc from "fast-check";
import { expect, test } from "vitest";
import { filesDiff, lineDiff } from "./line-diff.ts";

test("a changed line stands with what is around it", () => {
  expect(lineDiff("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nD\ne\nf\n")).toBe("@@\n b\n c\n-d\n+D\n e\n f");
});

test("files that came, went and changed are told apart", () => {
  const told = filesDiff({ a: "1\n", b: "2\n", c: "3\n" }, { b: "2\n", c: "4\n", d: "5\n" });
  expect(told).toEqual([
    { file: "a", change: "removed", diff: "-1" },
    { file: "c", change: "changed", diff: "-3\n+4" },
    { file: "d", change: "added", diff: "+5" },
  ]);
});

test("whatever was changed, the lines that went and came make the one text into the other", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before.join("\n"), after.join("\n")).split("\n");
      const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
      expect(before.length - count("-")).toBe(after.length - count("+"));
    }),
  );
});
