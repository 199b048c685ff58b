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

/** A comment, which is like no other, and the node it stands at. */
interface Remark {
  readonly text: string;
  readonly path: YamlPath;
  /** Behind its value, or on a line before it. */
  readonly side: "behind" | "before";
}

interface Written {
  readonly text: string;
  readonly value: YamlValue;
  readonly remarks: readonly Remark[];
}

/** Somebody who writes a file: block or flow, with comments and empty lines between, as the dice say. */
class Writer {
  readonly remarks: Remark[] = [];
  readonly #dice: () => number;

  constructor(dice: () => number) {
    this.#dice = dice;
  }

  laidOut(given: YamlValue, indent: number, path: YamlPath): string {
    const pad = " ".repeat(indent);
    if (
      given === null ||
      typeof given !== "object" ||
      this.#dice() % 3 === 0 ||
      Object.keys(given).length === 0
    )
      return ` ${JSON.stringify(given)}${this.#dice() % 4 === 0 ? `   ${this.#remark(path, "behind")}` : ""}\n`;
    const entry = (key: string | number, head: string, one: YamlValue) => {
      const before = this.#between(pad, [...path, key]);
      const body = this.laidOut(one, indent + 2, [...path, key]);
      return `${before}${pad}${head}${Array.isArray(given) ? body.replace(/^\n +(?!#)/, " ") : body}`;
    };
    const entries = Array.isArray(given)
      ? given.map((one, i) => entry(i, "-", one as YamlValue))
      : Object.entries(given).map(([key, one]) => entry(key, `${key}:`, one));
    return `\n${entries.join("")}`;
  }

  #between(pad: string, path: YamlPath): string {
    if (this.#dice() % 3 === 0) return `${pad}${this.#remark(path, "before")}\n`;
    return this.#dice() % 7 === 0 ? "\n" : "";
  }

  #remark(path: YamlPath, side: Remark["side"]): string {
    const text = `# remark ${this.remarks.length} of its kind`;
    this.remarks.push({ text, path, side });
    return text;
  }
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
    fc.dictionary(word, tree, { minKeys: 2, maxKeys: 5 }),
    fc.array(fc.nat(99), { minLength: 40, maxLength: 40 }),
  )
  .map(([root, throws]): Written => {
    let at = 0;
    const writer = new Writer(() => throws[at++ % throws.length] ?? 0);
    const text = Object.entries(root)
      .map(([key, one]) => `${key}:${writer.laidOut(one, 2, [key])}`)
      .join("");
    return { text: `# the top\n${text}# the end\n`, value: root, remarks: writer.remarks };
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

const isBelow = (path: YamlPath, above: YamlPath): boolean => above.every((step, i) => path[i] === step);

/** Where a node stands after the edit: what follows a removed entry of a list moves up. */
function movedBy(edit: Edit, root: YamlValue, path: YamlPath): YamlPath {
  const above = edit.path.slice(0, -1);
  const at = above.length;
  const [step, gone] = [path[at], edit.path[at]];
  if (edit.kind !== "remove" || !Array.isArray(valueOf(root, above)) || !isBelow(path, above)) return path;
  return typeof step === "number" && step > Number(gone)
    ? [...path.slice(0, at), step - 1, ...path.slice(at + 1)]
    : path;
}

/** What is written for a node, byte by byte. */
function bytesAt(text: string, path: YamlPath): string | undefined {
  const read = readYaml("", text);
  const range = read.ok ? read.rangeAt(path) : undefined;
  return range && text.slice(range.from, range.to);
}

/** A comment goes only with the value behind which, or in which, it stands. */
function outlives({ path, side }: Remark, { kind }: Edit, edited: YamlPath): boolean {
  if (!isBelow(path, edited)) return true;
  return path.length === edited.length && (side === "before" || kind !== "remove");
}

/** An edit of one of the kinds, at one of the places of a value. */
function editOf(root: YamlValue, n: number, way: number, key: string, wanted: YamlValue): Edit {
  const paths = pathsIn(root);
  const path = paths[n % paths.length] ?? [];
  const there = valueOf(root, path);
  const isList = Array.isArray(there);
  if (way === 0 && isList) return { kind: "append", path, value: wanted };
  if (way === 1 && there !== null && typeof there === "object" && !isList)
    return { kind: "set", path: [...path, key], value: wanted };
  if (way === 2 && path.length > 0) return { kind: "remove", path };
  const place = path.length > 0 ? path : [Object.keys(root as object)[0] ?? ""];
  return { kind: "set", path: place, value: wanted };
}

test("for random files and edits, reading again gives the edit, and every byte of what is not edited stays", () => {
  let done = 0;
  let remarked = 0;
  fc.assert(
    fc.property(file, fc.nat(), value, fc.nat(3), word, (given, n, wanted, way, key) => {
      const { text, value: root, remarks } = given;
      const edit = editOf(root, n, way, key, wanted);
      const splice = spliceOf(text, edit);
      if (splice === null) {
        // Only a first key on the line of its list's dash, or a map's last key, may refuse to go.
        expect(edit.kind).toBe("remove");
        return;
      }
      done += 1;
      const after = spliced(text, splice);
      const read = readYaml("", after);
      expect(read.ok, `${text}\n--- ${JSON.stringify(edit)}\n${after}`).toBe(true);
      if (read.ok) expect(read.value, `${text}\n---\n${after}`).toEqual(meant(root, edit));

      // Every node beside the edited one, and not around it, is written as it was.
      const edited = edit.kind === "append" ? [...edit.path, "+"] : edit.path;
      for (const path of pathsIn(root)) {
        if (isBelow(edited, path) || isBelow(path, edited)) continue;
        const now = bytesAt(after, movedBy(edit, root, path));
        expect(now, `${path.join(".")} of\n${text}\n---\n${after}`).toBe(bytesAt(text, path));
      }
      // Every comment that does not stand in what is edited is still there, in its order and once.
      const inside = (all: string): readonly string[] => all.match(/# remark \d+ of its kind/g) ?? [];
      const stays = new Set(remarks.filter((one) => outlives(one, edit, edited)).map((one) => one.text));
      remarked += stays.size;
      expect(
        inside(after).filter((one) => stays.has(one)),
        `${text}\n--- ${JSON.stringify(edit)}\n${after}`,
      ).toEqual(inside(text).filter((one) => stays.has(one)));
      expect(new Set(inside(after)).size).toBe(inside(after).length);
      expect(after).toMatch(/^# the top\n/);
      expect(after).toContain("# the end\n");
    }),
    { numRuns: 500 },
  );
  // The files have something to lose, and most edits are made.
  expect(done).toBeGreaterThan(300);
  expect(remarked).toBeGreaterThan(500);
}, 60_000);
