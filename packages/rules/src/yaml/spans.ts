import type { Scalar } from "yaml";

/**
 * The offset in a file of character `index` of a scalar's value. Exact for plain and quoted text on one
 * line; for folded and block text the beginning of the scalar, when the value is not found as it stands.
 */
export function offsetIn(text: string, scalar: Scalar, from: number, to: number, index: number): number {
  const raw = text.slice(from, to);
  if (scalar.type === "QUOTE_SINGLE" && !raw.includes("\n")) return from + 1 + walk(raw.slice(1), index, /^''/);
  if (scalar.type === "QUOTE_DOUBLE" && !raw.includes("\n")) return from + 1 + walk(raw.slice(1), index, /^\\(x..|u....|U........|.)/);
  const value = typeof scalar.value === "string" ? scalar.value : (scalar.source ?? "");
  const found = raw.indexOf(value);
  if (found >= 0) return from + found + index;
  return blockOffset(raw, value, from, index);
}

/** Characters of `raw` that `index` characters of the value take, escapes counting as one. */
function walk(raw: string, index: number, escape: RegExp): number {
  let at = 0;
  for (let i = 0; i < index && at < raw.length; i++) at += escape.exec(raw.slice(at, at + 10))?.[0].length ?? 1;
  return at;
}

/** A literal block: the line of the value is found by its number, the column by its indentation. */
function blockOffset(raw: string, value: string, from: number, index: number): number {
  const line = value.slice(0, index).split("\n").length - 1;
  const inLine = index - (value.lastIndexOf("\n", index - 1) + 1);
  const wanted = value.split("\n")[line] ?? "";
  let at = raw.indexOf("\n") + 1;
  for (let i = 0; i < line; i++) at = raw.indexOf("\n", at) + 1;
  const found = raw.indexOf(wanted, at);
  return found < 0 ? from : from + found + inLine;
}
