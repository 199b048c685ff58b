import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { YamlPath, YamlValue } from "../yaml/index.ts";
import { readYaml } from "../yaml/index.ts";
import { type Edit, spliced, spliceOf } from "./index.ts";

const edited = (text: string, edit: Edit): string | null => {
  const splice = spliceOf(text, edit);
  return splice && spliced(text, splice);
};

describe("an edit leaves everything around it", () => {
  const text = `# the top
rules:
  - id: one     # a name
    when: [{ event: card.created }]
    if: 'card.stage == "intake"'   # only there
    then:
      # first
      - label: { add: [a] }        # why
      - notify:
          role: lead
          via: [board]             # quiet

    # the last word
  - id: two
    then: []
`;

  test.each<[string, Edit, string, string]>([
    [
      "a text",
      { kind: "set", path: ["rules", 0, "if"], value: 'card.state == "new"' },
      `'card.stage == "intake"'`,
      `'card.state == "new"'`,
    ],
    [
      "a value in braces",
      { kind: "set", path: ["rules", 0, "then", 0, "label", "add", 0], value: "b c" },
      "[a]",
      "[b c]",
    ],
    [
      "a key more in braces",
      { kind: "set", path: ["rules", 0, "when", 0, "stage"], value: "intake" },
      "card.created }",
      "card.created, stage: intake }",
    ],
    [
      "a key more in a block",
      { kind: "set", path: ["rules", 0, "then", 1, "notify", "text"], value: "Hello" },
      "# quiet\n",
      "# quiet\n          text: Hello\n",
    ],
    [
      "an entry more in brackets",
      { kind: "append", path: ["rules", 0, "then", 1, "notify", "via"], value: "push" },
      "[board]",
      "[board, push]",
    ],
    [
      "an entry more in a block",
      { kind: "append", path: ["rules", 0, "then"], value: { label: { add: ["z"] } } },
      "# quiet\n",
      "# quiet\n      - label: { add: [z] }\n",
    ],
    [
      "the first entry",
      { kind: "append", path: ["rules", 1, "then"], value: "stop" },
      "then: []",
      "then: [stop]",
    ],
    [
      "an entry less",
      { kind: "remove", path: ["rules", 0, "then", 0] },
      "      - label: { add: [a] }        # why\n",
      "",
    ],
    [
      "a key less",
      { kind: "remove", path: ["rules", 0, "if"] },
      `    if: 'card.stage == "intake"'   # only there\n`,
      "",
    ],
  ])("%s", (_, edit, before, after) => {
    expect(text).toContain(before);
    expect(edited(text, edit)).toBe(text.replace(before, after));
  });

  test("what cannot be told apart is left alone", () => {
    expect(edited(text, { kind: "remove", path: ["rules", 0, "id"] })).toBeNull();
    expect(edited(text, { kind: "set", path: ["rules", 7, "id"], value: "x" })).toBeNull();
    expect(edited("rules: [", { kind: "set", path: ["rules"], value: [] })).toBeNull();
  });
});

const word = fc
  .stringMatching(/^[a-z][a-z_]{0,6}$/)
  .filter((one) => !["true", "false", "null", "yes", "no", "on", "off"].includes(one));
const scalar: fc.Arbitrary<YamlValue> = fc.oneof(
  word,
  fc.constantFrom(
    'card.stage == "intake"',
    "it's",
    "2 business days",
    "48h",
    "=card.a + 1",
    "true",
    "12:30",
    "- x",
    "a: b",
    "# no",
    "",
    " x",
    "ü",
    "${a}",
  ),
  fc.integer({ min: -99, max: 9999 }),
  fc.boolean(),
  fc.string({ unit: "grapheme-ascii", maxLength: 12 }),
);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(word, scalar, { maxKeys: 5 }),
);

interface Written {
  readonly text: string;
  readonly value: YamlValue;
}

/** A value as somebody might write it: block or flow, with comments and empty lines between. */
function laidOut(given: YamlValue, indent: number, dice: () => number): string {
  const pad = " ".repeat(indent);
  const remark = () => (dice() % 4 === 0 ? "   # a remark" : "");
  const between = () => (dice() % 5 === 0 ? `${pad}# between\n` : dice() % 7 === 0 ? "\n" : "");
  const flow = (one: YamlValue): string => JSON.stringify(one);
  if (given === null || typeof given !== "object" || dice() % 3 === 0 || Object.keys(given).length === 0)
    return ` ${flow(given)}${remark()}\n`;
  if (Array.isArray(given))
    return `\n${given.map((one) => `${between()}${pad}-${laidOut(one, indent + 2, dice).replace(/^\n +/, " ")}`).join("")}`;
  return `\n${Object.entries(given)
    .map(([key, one]) => `${between()}${pad}${key}:${laidOut(one, indent + 2, dice)}`)
    .join("")}`;
}

const tree: fc.Arbitrary<YamlValue> = fc.letrec<{ node: YamlValue }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(word, tie("node"), { maxKeys: 4 }),
  ),
})).node;

const file: fc.Arbitrary<Written> = fc
  .tuple(
    fc.dictionary(word, tree, { minKeys: 1, maxKeys: 4 }),
    fc.array(fc.nat(99), { minLength: 40, maxLength: 40 }),
  )
  .map(([root, throws]) => {
    let at = 0;
    const dice = () => throws[at++ % throws.length] ?? 0;
    const text = Object.entries(root)
      .map(([key, one]) => `${key}:${laidOut(one, 2, dice)}`)
      .join("");
    return { text: `# the top\n${text}# the end\n`, value: root };
  })
  .filter(({ text, value: meant }) => {
    const read = readYaml("", text);
    return read.ok && JSON.stringify(read.value) === JSON.stringify(meant);
  });

/** Every path of a value. */
function pathsIn(given: YamlValue): YamlPath[] {
  if (given === null || typeof given !== "object") return [[]];
  const below = Array.isArray(given) ? given.map((one, i) => [i, one] as const) : Object.entries(given);
  return [[], ...below.flatMap(([step, one]) => pathsIn(one).map((path) => [step, ...path]))];
}

/** The same edit of the value itself; undefined where there is nothing to edit. */
function meant(root: YamlValue, edit: Edit): YamlValue | undefined {
  const copy = JSON.parse(JSON.stringify(root)) as Record<string | number, unknown>;
  let at: unknown = copy;
  const steps = edit.kind === "append" ? edit.path : edit.path.slice(0, -1);
  for (const step of steps) at = (at as Record<string | number, unknown>)[step];
  const last = edit.path.at(-1) as string;
  if (edit.kind === "append") (at as unknown[]).push(edit.value);
  else if (edit.kind === "set") (at as Record<string, unknown>)[last] = edit.value;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete (at as Record<string, unknown>)[last];
  return copy as YamlValue;
}

const valueOf = (root: YamlValue, path: YamlPath): YamlValue =>
  path.reduce<YamlValue>((at, step) => (at as Record<string | number, YamlValue>)[step] as YamlValue, root);

test("for random files and edits, reading again gives the edit, and every byte outside it and every comment stays", () => {
  fc.assert(
    fc.property(file, fc.nat(), value, fc.nat(3), word, ({ text, value: root }, n, wanted, way, key) => {
      const paths = pathsIn(root);
      const path = paths[n % paths.length] ?? [];
      const there = valueOf(root, path);
      const edit: Edit =
        way === 0 && Array.isArray(there)
          ? { kind: "append", path, value: wanted }
          : way === 1 && there !== null && typeof there === "object" && !Array.isArray(there)
            ? { kind: "set", path: [...path, key], value: wanted }
            : way === 2 && path.length > 0
              ? { kind: "remove", path }
              : {
                  kind: "set",
                  path: path.length > 0 ? path : [Object.keys(root as object)[0] ?? ""],
                  value: wanted,
                };
      const splice = spliceOf(text, edit);
      if (splice === null) {
        // Only a first key on the line of its list's dash, or a map's last key, may refuse to go.
        expect(edit.kind).toBe("remove");
        return;
      }
      const after = spliced(text, splice);
      expect(after.startsWith(text.slice(0, splice.from)) && after.endsWith(text.slice(splice.to))).toBe(
        true,
      );
      const read = readYaml("", after);
      expect(read.ok, `${text}\n--- ${JSON.stringify(edit)}\n${after}`).toBe(true);
      if (read.ok) expect(read.value, `${text}\n---\n${after}`).toEqual(meant(root, edit));
      expect(after).toMatch(/^# the top\n/);
      expect(after).toContain("# the end");
    }),
    { numRuns: 150 },
  );
}, 60_000);
