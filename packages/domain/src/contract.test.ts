import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { CONTRACT } from "./contract.ts";
import { eventData } from "./events.ts";

/** FNV-1a over 64 bits: enough to notice a change, and needs nothing from outside. */
function hash(text: string): string {
  let h = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++)
    h = BigInt.asUintN(64, (h ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return h.toString(16).padStart(16, "0");
}

const shapes = Object.entries(eventData)
  .map(([type, schema]) => [type, z.toJSONSchema(schema, { io: "input", reused: "inline" })] as const)
  .sort(([a], [b]) => (a < b ? -1 : 1));

const CHANGED =
  "An event changed. Events are kept for ever: say in contract.ts what changed and how older ones are still read, " +
  "raise its version and set its hash";

describe("the events of the ledger", () => {
  it("change only together with the contract's version", () => {
    const { version } = CONTRACT;
    expect({ version, hash: hash(JSON.stringify(shapes)) }, CHANGED).toEqual(CONTRACT);
  });

  it.each(shapes)("%s takes nothing it does not name, and leaves nothing open", (_, shape) => {
    expect(shape.type).toBe("object");
    expect(shape.additionalProperties).toBe(false);
    expect([...(shape.required ?? [])].sort()).toEqual(Object.keys(shape.properties ?? {}).sort());
  });

  it("are named by what they are about and what happened to it", () => {
    for (const [type] of shapes) expect(type).toMatch(/^[a-z]+\.[a-z]+$/);
  });

  it("notice the smallest change", () => {
    const [one] = shapes;
    expect(hash(JSON.stringify(one))).not.toBe(hash(JSON.stringify([one?.[0], { ...one?.[1], title: "x" }])));
  });
});
