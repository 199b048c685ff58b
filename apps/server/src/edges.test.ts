import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "./env.ts";

const page = readFileSync(join(projectRoot, "packages/rules/EDGES.md"), "utf8");
const [proved = ""] = page.split("## What waits");
const lines = proved.split("\n").filter((line) => line.startsWith("- "));

test("each of the 36 edge cases has its line, once and in order", () => {
  const ids = lines.map((line) => line.slice(2, 9));
  expect(ids).toEqual(Array.from({ length: 36 }, (_, i) => `edge-${String(i + 1).padStart(2, "0")}`));
});

test.each(lines)("%s", (line) => {
  if (/^- edge-\d\d waiting: ./.test(line)) return;
  const [, file = "", title = ""] = /^- edge-\d\d `([^`]+)` "(.+)"$/.exec(line) ?? [];
  const text = readFileSync(join(projectRoot, file), "utf8");
  expect(
    text.includes(title) || text.includes(title.replaceAll("\\", "")),
    `${file} has no test “${title}”`,
  ).toBe(true);
});
