import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type RejectionCode, rejections } from "@corridor/domain";
import { expect, test } from "vitest";
import { doorProblems, statusOf } from "./problem.ts";

const written = readFileSync(join(import.meta.dirname, "PROBLEMS.md"), "utf8");
const rows = [...written.matchAll(/^\| `([a-z_]+)` *\| (\d{3}) *\|/gm)].map(([, code, status]) => [
  code,
  Number(status),
]);

test("PROBLEMS.md lists exactly the door's own problems, with their status", () => {
  expect(rows).toEqual(Object.entries(doorProblems).map(([code, [status]]) => [code, status]));
});

test("every rejection has a status that says what to do next", () => {
  for (const code of Object.keys(rejections) as RejectionCode[])
    expect([403, 404, 409, 412, 422], code).toContain(statusOf(code));
  expect([
    statusOf("wip_limit"),
    statusOf("version_conflict"),
    statusOf("key_reused"),
    statusOf("card_unknown"),
  ]).toEqual([409, 412, 422, 404]);
});
