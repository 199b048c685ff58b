import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "./env.ts";

const page = readFileSync(join(projectRoot, "packages/rules/EDGES.md"), "utf8");
const [proved = ""] = page.split("## What waits");
const lines = proved.split("\n").filter((line) => line.startsWith("- "));

test("each of the 36 edge cases has its lines, in order", () => {
  const ids = lines.map((line) => line.slice(2, 9));
  expect([...new Set(ids)]).toEqual(
    Array.from({ length: 36 }, (_, i) => `edge-${String(i + 1).padStart(2, "0")}`),
  );
});

test.each(lines)("%s", (line) => {
  if (/^- edge-\d\d waiting: ./.test(line)) return;
  const [, id = "", file = "", title = ""] = /^- (edge-\d\d) `([^`]+)` "(.+)"$/.exec(line) ?? [];
  const titles = readFileSync(join(projectRoot, file), "utf8")
    .split("\n")
    .filter((one) => one.includes(title) || one.includes(title.replaceAll("\\", "")));
  expect(
    titles.some((one) => one.includes(id)),
    `${file} has no test “${title}” that bears ${id}`,
  ).toBe(true);
});
