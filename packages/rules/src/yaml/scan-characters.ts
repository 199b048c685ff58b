import type { Issue } from "./issue.ts";

export const MAX_BYTES = 1024 * 1024;
export const MAX_LINES = 20_000;
/** The library's lexer takes time with the square of a line's length. */
export const MAX_LINE_LENGTH = 5_000;

// Marks that change the direction text is shown in: a reviewer would read another rule than the engine.
const isBidi = (c: number): boolean =>
  c === 0x061c || c === 0x200e || c === 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
const isControl = (c: number): boolean => (c < 0x20 && c !== 0x0a && c !== 0x0d) || (c >= 0x7f && c < 0xa0) || c === 0x2028 || c === 0x2029;

/** UTF-8 length of one UTF-16 unit; the halves of a pair count two each. */
const bytes = (c: number): number => (c < 0x80 ? 1 : c < 0x800 ? 2 : c >= 0xd800 && c <= 0xdfff ? 2 : 3);

/** Looks at every character once; gives the first fault, if any. Nothing is parsed yet. */
export function scanCharacters(text: string): Issue | undefined {
  const at = (from: number, code: Issue["code"], message: string): Issue => ({ code, from, to: from + 1, message });
  let size = 0;
  let lines = 1;
  let lineStart = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    size += bytes(c);
    if (size > MAX_BYTES) return at(i, "yaml-size", "the file is larger than 1 MiB");
    if (c === 0x0a && ++lines > MAX_LINES) return at(i, "yaml-size", `the file has more than ${MAX_LINES} lines`);
    if (c === 0x0a) lineStart = i + 1;
    if (i - lineStart >= MAX_LINE_LENGTH) return at(i, "yaml-size", `this line is longer than ${MAX_LINE_LENGTH} characters`);
    if (c === 0x09) return at(i, "yaml-character", "there is a tab here: indent with spaces");
    if (c === 0x0d && text.charCodeAt(i + 1) !== 0x0a) return at(i, "yaml-character", "there is a carriage return without a line feed here");
    if (isControl(c)) return at(i, "yaml-character", `there is an invisible control character (${name(c)}) here`);
    if (isBidi(c)) return at(i, "yaml-character", `there is a mark that changes the direction of text (${name(c)}) here`);
    if (c === 0xfeff && i > 0) return at(i, "yaml-character", "there is a byte order mark inside the text");
    if (c >= 0xd800 && c <= 0xdfff) {
      const low = text.charCodeAt(i + 1);
      if (c > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) return at(i, "yaml-character", "there is half a character here");
      size += 2;
      i += 1;
    }
  }
  return undefined;
}

const name = (c: number): string => `U+${c.toString(16).toUpperCase().padStart(4, "0")}`;
