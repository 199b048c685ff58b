import { describe, expect, test } from "vitest";
import { renderDiagnostic } from "../diagnostics/index.ts";
import { readingYaml, readYaml } from "./read-yaml.ts";
import type { YamlFile } from "./types.ts";

const good = (text: string): YamlFile => {
  const result = readYaml("a.yaml", text);
  if (!result.ok) throw new Error(result.diagnostics.map((d) => renderDiagnostic(d, text)).join("\n"));
  return result;
};
const faults = (text: string): string[] => {
  const result = readYaml("a.yaml", text);
  return result.ok ? [] : result.diagnostics.map((d) => `${d.line}:${d.column} ${d.code}`);
};

describe("a strict file", () => {
  test("gives values and the place of each", () => {
    const file = good("schema: corridor/v1\nrules:\n  - id: a\n    if: 'card.stage == \"x\"'\n    by: [48h, 24h]\n    on: 2026-11-09\n");
    expect(file.value).toEqual({ schema: "corridor/v1", rules: [{ id: "a", if: 'card.stage == "x"', by: ["48h", "24h"], on: "2026-11-09" }] });
    expect(file.nodeAt(["rules", 0, "by", 1])).toEqual({ line: 5, column: 15, endColumn: 18 });
    expect(file.nodeAt(["rules", 0, "by"], "key")).toEqual({ line: 5, column: 5, endColumn: 7 });
    expect(file.nodeAt(["rules", 0, "missing"])).toMatchObject({ line: 3, column: 5 });
  });

  test("tells where characters of an expression stand, whatever quotes it wears", () => {
    const file = good("a: card.stage == 1\nb: 'it''s x'\nc: \"a\\n\\u0041x\"\nd: |\n  one\n  two x\n");
    expect(file.spanAt(["a"], 5, 10)).toEqual({ line: 1, column: 9, endColumn: 14 });
    expect(file.spanAt(["b"], 5, 6)).toEqual({ line: 2, column: 11, endColumn: 12 });
    expect(file.spanAt(["c"], 3, 4)).toEqual({ line: 3, column: 14, endColumn: 15 });
    expect(file.spanAt(["d"], 8, 9)).toEqual({ line: 6, column: 7, endColumn: 8 });
  });

  test("reads numbers, truths and nothing as core YAML does", () => {
    expect(good("a: 1\nb: 0.18\nc: true\nd: null\ne:\nf: -3\ng: 12:30\nh: 1.0").value).toEqual({ a: 1, b: 0.18, c: true, d: null, e: null, f: -3, g: "12:30", h: 1 });
  });

  test("may be written with Windows line ends and a mark of byte order", () => {
    expect(good("\uFEFFa: 1\r\nb: x\r\n").value).toEqual({ a: 1, b: "x" });
  });
});

describe("what is refused, with its place", () => {
  test.each([
    ["a duplicate key", "a: 1\nb: 2\na: 3", ["3:1 yaml-duplicate-key"]],
    ["a tab", "a:\n\tb: 1", ["2:1 yaml-character"]],
    ["a tab within text", "a: x\ty", ["1:5 yaml-character"]],
    ["an anchor", "a: &x 1", ["1:4 yaml-anchor"]],
    ["an alias", "a: *x", ["1:4 yaml-anchor"]],
    ["a merge key", "a: {<<: {b: 1}}", ["1:5 yaml-anchor"]],
    ["a tag", "a: !!str 5", ["1:4 yaml-tag"]],
    ["a directive", "%YAML 1.1\n---\na: 12:30", ["1:1 yaml-document"]],
    ["two documents", "a: 1\n---\nb: 2", ["2:1 yaml-document"]],
    ["a document after the end of the first", "a: 1\n...\nb: 2", ["3:1 yaml-document"]],
    ["nothing but an end", "...\n", ["1:1 yaml-document"]],
    ["a list as an explicit key", "? - a\n: 1\n", ["1:3 yaml-key"]],
    ["an empty file", "# only words\n", ["1:1 yaml-document"]],
    ["__proto__", "a:\n  __proto__: 1", ["2:3 yaml-key"]],
    ["constructor and prototype", "constructor: 1\nprototype: 2", ["1:1 yaml-key", "2:1 yaml-key"]],
    ["a list as a key", "[a, b]: 1", ["1:6 yaml-key"]],
    ["a right-to-left mark", "a: x\u202Ey", ["1:5 yaml-character"]],
    ["a zero byte", "a: \u0000", ["1:4 yaml-character"]],
    ["half a character", "a: \uD800", ["1:4 yaml-character"]],
    ["an unclosed list", "a: [1, 2", ["1:9 yaml-syntax"]],
    ["wrong indentation", "a:\n    b: 1\n  c: 2", ["3:1 yaml-syntax"]],
  ])("%s", (_name, text, expected) => expect(faults(text)).toEqual(expected));

  test.each(["yes", "No", "on", "OFF", "012", "1e3", "0x1F", "0o14", ".inf", ".NaN", "~", "True", "NULL", "9007199254740993", "1_000"])(
    "edge-34: unquoted %s, which readers understand differently",
    (scalar) => {
      expect(faults(`a: ${scalar}`)).toEqual(["1:4 yaml-scalar"]);
      expect(good(`a: "${scalar}"`).value).toEqual({ a: scalar });
    },
  );

  test("an error reads as file:line:col code message, with a caret", () => {
    const text = "ok: true\nenabled: yes\n";
    const result = readYaml("practice.yaml", text);
    expect(result.ok ? "" : renderDiagnostic(result.diagnostics[0] as never, text)).toBe(
      'practice.yaml:2:10 yaml-scalar Write true, or "yes" in quotes if the word is meant — did you mean "true"?\n2 | enabled: yes\n             ^^^',
    );
  });
});

describe("edge-34: hostile files end soon", () => {
  const many = (n: number, f: (i: number) => string): string => Array.from({ length: n }, (_, i) => f(i)).join("");
  test.each([
    ["deep lists", "[".repeat(4_000), "yaml-depth"],
    ["deep maps", many(1_200, () => "{a: "), "yaml-depth"],
    ["deep blocks", many(700, (i) => `${" ".repeat(i)}a:\n`), "yaml-depth"],
    ["dashes in dashes", `${"- ".repeat(2_000)}x`, "yaml-depth"],
    ["questions in questions", `${"? ".repeat(2_000)}x`, "yaml-depth"],
    ["colons in colons", `${": ".repeat(2_000)}x`, "yaml-"],
    ["50,000 keys", `{${many(50_000, (i) => `k${i}: 1, `)}}`, "yaml-size"],
    ["too many lines", "\n".repeat(30_000), "yaml-size"],
    ["two mebibytes", "x".repeat(2_000_000), "yaml-size"],
    ["a very long line", `[${"1,".repeat(500_000)}]`, "yaml-size"],
    ["a bomb of aliases", "a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]", "yaml-anchor"],
    ["an endless quote", `a: "${"x \n".repeat(19_000)}`, "yaml-syntax"],
    ["many broken lines", many(10_000, () => "a: b: c\n"), "yaml-syntax"],
    ["many brackets closing", "]\n".repeat(19_000), "yaml-"],
  ])("%s", (_name, text, code) => {
    const result = readYaml("a.yaml", text);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.diagnostics[0]?.code).toContain(code);
  }, 3_000);

  test("20,000 keys of one map are read in a moment", () => {
    const file = good(many(19_000, (i) => `k${i}: 1\n`));
    expect(Object.keys(file.value as object)).toHaveLength(19_000);
  }, 3_000);
});

test("a large file is read piece by piece, as it is in one go", () => {
  const text = `rules:\n${"  - { id: a, list: [1, 2, 3], text: 'x' }\n".repeat(1_000)}`;
  const work = readingYaml("large.yaml", text);
  let pieces = 0;
  for (;;) {
    const { done, value } = work.next();
    if (done) {
      const whole = readYaml("large.yaml", text);
      expect(value.ok && value.value).toEqual(whole.ok && whole.value);
      break;
    }
    pieces += 1;
  }
  // It has some 34,000 tokens.
  expect(pieces).toBeGreaterThanOrEqual(8);
});
