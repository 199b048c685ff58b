import type { Chance } from "./chance.ts";

/** One way of spoiling a text. */
type Mutation = (text: string, chance: Chance, other: string) => string;

const ODD = [
  "\t",
  "\u0000",
  "\u202e",
  "\ufeff",
  "\ud800",
  "\u2028",
  "é",
  "😀",
  "&a ",
  "*a",
  "!!str ",
  "<<: ",
  "%YAML 1.1\n",
  "---\n",
  "...\n",
  "{",
  "}",
  "[",
  "]",
  ": ",
  "- ",
  "'",
  '"',
  "|\n",
  ">\n",
  "#",
  "${",
  "}",
  "=1+1",
  "{{7*7}}",
  "\r\n",
  "\r",
  "0o17",
  "1e999",
  "-.inf",
  "__proto__: 1\n",
  "constructor",
  "null",
  "~",
  "yes",
  "2026-11-09",
  "999999999999999999999",
  "? ",
  ", ",
  "\\",
  "matches(",
  "card.",
  "now ",
  "&& ",
];
const BRACKETS: readonly (readonly [string, string])[] = [
  ["[", "]"],
  ["{a: ", "}"],
  ["(", ")"],
  ["!", ""],
  ["- ", ""],
];

const spliced = (text: string, at: number, drop: number, put: string): string =>
  text.slice(0, at) + put + text.slice(at + drop);
const linesOf = (text: string): string[] => text.split("\n");
/** Where words, marks and spaces of a text begin. */
const tokensOf = (text: string): readonly string[] => text.match(/\w+|\s+|[^\w\s]/g) ?? [];

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "drops characters": (text, chance) => spliced(text, chance.below(text.length), 1 + chance.below(8), ""),
  "puts something odd in": (text, chance) =>
    spliced(text, chance.below(text.length), chance.below(2), chance.of(ODD)),
  "changes a character": (text, chance) =>
    spliced(text, chance.below(text.length), 1, String.fromCharCode(chance.below(0x300))),
  "doubles a word": (text, chance) => {
    const tokens = [...tokensOf(text)];
    const at = chance.below(tokens.length);
    return tokens.toSpliced(at, 0, tokens[at] as string).join("");
  },
  "swaps words": (text, chance) => {
    const tokens = [...tokensOf(text)];
    const [a, b] = [chance.below(tokens.length), chance.below(tokens.length)];
    [tokens[a], tokens[b]] = [tokens[b] as string, tokens[a] as string];
    return tokens.join("");
  },
  "drops a line": (text, chance) =>
    linesOf(text)
      .toSpliced(chance.below(linesOf(text).length), 1)
      .join("\n"),
  "moves a line": (text, chance) => {
    const lines = linesOf(text);
    const [line = ""] = lines.splice(chance.below(lines.length), 1);
    return lines.toSpliced(chance.below(lines.length + 1), 0, line).join("\n");
  },
  "indents a line otherwise": (text, chance) => {
    const lines = linesOf(text);
    const at = chance.below(lines.length);
    return lines.toSpliced(at, 1, " ".repeat(chance.below(9)) + (lines[at] as string).trimStart()).join("\n");
  },
  "repeats a line many times": (text, chance) => {
    const lines = linesOf(text);
    const at = chance.below(lines.length);
    return lines
      .toSpliced(at, 0, ...Array.from({ length: 1 + chance.below(400) }, () => lines[at] as string))
      .join("\n");
  },
  "takes lines of another file": (text, chance, other) => {
    const from = chance.below(linesOf(other).length);
    return linesOf(text)
      .toSpliced(chance.below(linesOf(text).length), 0, ...linesOf(other).slice(from, from + 6))
      .join("\n");
  },
  "nests deeply": (text, chance) => {
    const [open, close] = chance.of(BRACKETS);
    const times = chance.of([3, 20, 45, 300, 1_500]);
    return spliced(text, chance.below(text.length), 0, open.repeat(times) + close.repeat(times));
  },
  "cuts the end off": (text, chance) => text.slice(0, chance.below(text.length)),
};

/** A valid text with one to three things spoiled. */
export function mutated(text: string, other: string, chance: Chance): string {
  let spoiled = text;
  for (let n = 1 + chance.below(3); n > 0 && spoiled !== ""; n -= 1)
    spoiled = chance.of(Object.values(MUTATIONS))(spoiled, chance, other);
  return spoiled;
}
