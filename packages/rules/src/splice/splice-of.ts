import type { Range, YamlFile, YamlPath, YamlValue } from "../yaml/index.ts";
import { isMap } from "../reading/index.ts";
import { readYaml } from "../yaml/index.ts";
import { written } from "./written.ts";

/** One change to a file: what stands at a path, or one more entry at the end of a list. */
export type Edit =
  | { readonly kind: "set"; readonly path: YamlPath; readonly value: YamlValue }
  | { readonly kind: "append"; readonly path: YamlPath; readonly value: YamlValue }
  | { readonly kind: "remove"; readonly path: YamlPath };

/** Characters `from` to `to` give way to `insert`; every other byte stays. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * How a text changes for an edit: only what is written at the edit's own place, so that comments and layout everywhere
 * else stay as somebody left them. Null where the file cannot be read or the place is not there.
 */
export function spliceOf(text: string, edit: Edit): Splice | null {
  const file = readYaml("", text);
  if (!file.ok) return null;
  if (edit.kind === "append") return append(file, edit.path, edit.value);
  if (edit.kind === "remove") return remove(file, edit.path);
  const range = file.rangeAt(edit.path);
  return range ? replace(file, range, edit.value) : addKey(file, edit.path, edit.value);
}

export const spliced = (text: string, { from, to, insert }: Splice): string =>
  text.slice(0, from) + insert + text.slice(to);

function replace({ text }: YamlFile, range: Range, value: YamlValue): Splice {
  if (range.to > range.from || !range.key) return { from: range.from, to: range.to, insert: written(value) };
  // Nothing stands after the key yet.
  const colon = text.indexOf(":", range.key.to) + 1;
  return { from: colon, to: colon, insert: ` ${written(value)}` };
}

function addKey(file: YamlFile, path: YamlPath, value: YamlValue): Splice | null {
  const above = path.slice(0, -1);
  const key = path.at(-1);
  const map = valueAt(file, above);
  const range = file.rangeAt(above);
  if (!range || typeof key !== "string" || !isMap(map)) return null;
  const entry = `${written(key)}: ${written(value)}`;
  const keys = Object.keys(map);
  if (isFlow(file, range)) return insertFlow(file, range, keys.length, entry);
  const [first] = keys;
  const at = first === undefined ? undefined : file.rangeAt([...above, first])?.key;
  return at ? insertLine(file, range.to, columnOf(file.text, at.from), entry) : null;
}

function append(file: YamlFile, path: YamlPath, value: YamlValue): Splice | null {
  const range = file.rangeAt(path);
  const list = valueAt(file, path);
  if (!range) return addKey(file, path, [value]);
  if (list === null) return replace(file, range, [value]);
  if (!Array.isArray(list)) return null;
  if (isFlow(file, range)) return insertFlow(file, range, list.length, written(value));
  const column = columnOf(file.text, range.from);
  return insertLine(file, range.to, column, `- ${entryOf(value, column + 2)}`);
}

/** So many keys on one line are hard to read: a whole rule gets a line for each. */
const WIDE = 3;

/** `label: { add: [x] }` rather than `{ label: { add: [x] } }`; a long map key by key. */
function entryOf(value: YamlValue, indent: number): string {
  if (!isMap(value)) return written(value);
  const entries = Object.entries(value);
  if (entries.length !== 1 && entries.length <= WIDE) return written(value);
  return entries.map(([key, one]) => `${written(key)}: ${written(one)}`).join(`\n${" ".repeat(indent)}`);
}

function insertFlow({ text }: YamlFile, { from, to }: Range, count: number, entry: string): Splice {
  const padded = text[from] === "{";
  if (count === 0) return { from: from + 1, to: to - 1, insert: padded ? ` ${entry} ` : entry };
  // Behind the last entry, before the space that stands before the bracket.
  const end = from + text.slice(from, to - 1).trimEnd().length;
  const comma = text[end - 1] === "," ? " " : ", ";
  return { from: end, to: end, insert: comma + entry };
}

/** A line of its own after the one on which something ends; a comment at the end of that line stays there. */
function insertLine({ text }: YamlFile, after: number, indent: number, entry: string): Splice {
  const end = text.indexOf("\n", after);
  const at = end < 0 ? text.length : end;
  const line = at > 0 && text[at - 1] === "\r" ? at - 1 : at;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = `\n${" ".repeat(indent)}${entry}`.replaceAll("\n", newline);
  return { from: line, to: line, insert: lines };
}

function remove(file: YamlFile, path: YamlPath): Splice | null {
  const above = path.slice(0, -1);
  const range = file.rangeAt(path);
  const all = file.rangeAt(above);
  const parent = valueAt(file, above);
  if (!range || !all || path.length === 0) return null;
  const names: readonly (string | number)[] = Array.isArray(parent)
    ? parent.map((_, i) => i)
    : Object.keys(isMap(parent) ? parent : {});
  const index = names.indexOf(path.at(-1) as string | number);
  const startOf = (name: string | number | undefined): number | undefined => {
    const there = name === undefined ? undefined : file.rangeAt([...above, name]);
    return there && (there.key?.from ?? there.from);
  };
  if (isFlow(file, all)) {
    const next = startOf(names[index + 1]);
    const from = startOf(names[index]) as number;
    if (next !== undefined) return { from, to: next, insert: "" };
    const before =
      names[index - 1] === undefined ? undefined : file.rangeAt([...above, names[index - 1] as string]);
    return { from: before?.to ?? from, to: range.to, insert: "" };
  }
  return removeLines(file, { range, all, only: names.length === 1, list: Array.isArray(parent) });
}

interface Lines {
  readonly range: Range;
  readonly all: Range;
  readonly only: boolean;
  readonly list: boolean;
}

function removeLines({ text }: YamlFile, { range, all, only, list }: Lines): Splice | null {
  if (only) return list ? { from: all.from, to: all.to, insert: "[]" } : null;
  const start = text.lastIndexOf("\n", (range.key?.from ?? range.from) - 1) + 1;
  const before = text.slice(start, range.key?.from ?? range.from);
  // What begins on the line of something else (`- id: x`) cannot go without it.
  if (!(list ? /^ *- *$/ : /^ *$/).test(before)) return null;
  const end = text.indexOf("\n", range.to);
  if (end >= 0) return { from: start, to: end + 1, insert: "" };
  return { from: Math.max(0, start - 1), to: text.length, insert: "" };
}

const isFlow = ({ text }: YamlFile, { from }: Range): boolean => text[from] === "[" || text[from] === "{";

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf("\n", offset - 1) + 1);

function valueAt({ value }: YamlFile, path: YamlPath): YamlValue | undefined {
  let at: YamlValue | undefined = value;
  for (const step of path) {
    if (Array.isArray(at)) at = at[step as number];
    else at = isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}
