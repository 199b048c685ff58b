import * as z from "zod/mini";
import { expect, test } from "vitest";
import { endpoints, Frame, Problem } from "./index.ts";
import { contracts, PROTOCOL_VERSION } from "./version.ts";

/** FNV-1a over 64 bits: enough to notice a change, and needs nothing from outside. */
function hash(text: string): string {
  let h = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++)
    h = BigInt.asUintN(64, (h ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return h.toString(16).padStart(16, "0");
}

const shape = (schema: unknown): unknown =>
  schema === undefined
    ? null
    : z.toJSONSchema(schema as z.ZodMiniType, { unrepresentable: "any", io: "input", reused: "inline" });

function contract(): string {
  const calls = Object.entries(endpoints)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, call]) => [
      name,
      call.method,
      call.path,
      shape("query" in call ? call.query : undefined),
      shape("body" in call ? call.body : undefined),
      shape(call.answer),
    ]);
  return hash(JSON.stringify([calls, shape(Frame), shape(Problem)]));
}

test("a message changes only together with the version", () => {
  const latest = contracts.at(-1);
  expect(contract(), "The wire changed: add a line to version.ts that says what and why").toBe(
    latest?.contract,
  );
  expect(latest?.version).toBe(PROTOCOL_VERSION);
});

test("versions only grow", () => {
  const versions = contracts.map((entry) => entry.version);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
});

test("every path is asked for in one way only", () => {
  const calls = Object.values(endpoints).map((call) => `${call.method} ${call.path}`);
  expect(new Set(calls).size).toBe(calls.length);
});
