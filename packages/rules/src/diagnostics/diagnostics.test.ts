import { describe, expect, test } from "vitest";
import { CODES, didYouMean, renderDiagnostic, renderDiagnostics } from "./index.ts";

const fault = { file: "a.rules.yaml", line: 2, column: 9, endColumn: 14, code: "cel-unknown-name", severity: "error", message: "there is no field “stgae”" } as const;

// Pure packages have no types for node, so what the test needs of it is named here.
async function catalogue(): Promise<string> {
  const name = "node:fs";
  const fs = (await import(name)) as { readFileSync(path: string, as: "utf8"): string };
  const here = import.meta as unknown as { readonly url: string };
  return fs.readFileSync(`${here.url.replace(/[^/]*$/, "").replace("file://", "")}CODES.md`, "utf8");
}

describe("diagnostics", () => {
  test("read file:line:col code message, then the line and a caret", () => {
    expect(renderDiagnostic({ ...fault, suggestion: "stage" }, "x: 1\n    if: stgae == 1\n")).toBe(
      'a.rules.yaml:2:9 cel-unknown-name there is no field “stgae” — did you mean "stage"?\n2 |     if: stgae == 1\n            ^^^^^',
    );
  });

  test("stand in the order of the file, and do without its text", () => {
    const text = renderDiagnostics([fault, { ...fault, line: 1, severity: "warning" }]);
    expect(text.split("\n\n").map((l) => l.slice(0, 16))).toEqual(["a.rules.yaml:1:9", "a.rules.yaml:2:9"]);
    expect(text).toContain("1:9 warning cel-unknown-name");
  });

  test("show a window of a very long line, without control characters", () => {
    const shown = renderDiagnostic({ ...fault, line: 1, column: 5_001, endColumn: 5_002 }, `${"a".repeat(5_000)}X\u0007${"b".repeat(5_000)}`);
    expect(shown.split("\n")[1]).toHaveLength(4 + 120);
    expect(shown.split("\n")[1]).toContain("aX·b");
    expect(shown.split("\n")[2]?.indexOf("^")).toBe(shown.split("\n")[1]?.indexOf("X"));
  });
});

describe("did you mean", () => {
  test.each([
    ["verifed", "verified"],
    ["schedluing", "scheduling"],
    ["Intake", "intake"],
  ])("%s is %s", (written, meant) => expect(didYouMean(written, ["verified", "scheduling", "intake"])).toBe(meant));
  test("nothing near is nothing", () => expect(didYouMean("zebra", ["verified", "intake"])).toBeUndefined());
  test("a very long word costs nothing", () => expect(didYouMean("x".repeat(1_000_000), ["x"])).toBeUndefined());
});

describe("the catalogue", () => {
  test("documents every code, and nothing else", async () => {
    const documented = [...(await catalogue()).matchAll(/^### `([a-z0-9-]+)`$/gm)].map((m) => m[1]);
    expect(documented.sort()).toEqual(Object.keys(CODES).sort());
  });
  test("says the same in both places", async () => {
    const text = await catalogue();
    for (const [code, entry] of Object.entries(CODES)) expect(text).toContain(`### \`${code}\`\n\n${entry.meaning}\n\nWrong: ${entry.wrong}. Instead: ${entry.cure}.`);
  });
});
