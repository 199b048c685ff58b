import type { Files } from "@corridor/protocol";
import type { FileDiff } from "@corridor/protocol";

/** Lines shown around a change. */
const AROUND = 2;
/** Texts longer than this are told as changed from beginning to end: the table would be too large. */
const LONGEST = 4_000;

/** What is different between two sets of files, as unified diffs. */
export function filesDiff(before: Files, after: Files): readonly FileDiff[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((file) => before[file] !== after[file])
    .map((file) => ({
      file,
      change: before[file] === undefined ? "added" : after[file] === undefined ? "removed" : "changed",
      diff: lineDiff(before[file] ?? "", after[file] ?? ""),
    }));
}

export function lineDiff(before: string, after: string): string {
  const lines = changes(linesOf(before), linesOf(after));
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - AROUND), i + AROUND + 1).some((line) => line[0] !== " "),
  );
  return lines
    .flatMap((line, i) => {
      if (!near[i]) return [];
      return i > 0 && !near[i - 1] ? ["@@", line] : [line];
    })
    .join("\n");
}

const linesOf = (text: string): readonly string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

/** Every line with ` `, `-` or `+` before it. What is the same at both ends is set aside first. */
function changes(a: readonly string[], b: readonly string[]): readonly string[] {
  let top = 0;
  while (top < a.length && top < b.length && a[top] === b[top]) top += 1;
  let tail = 0;
  while (tail < a.length - top && tail < b.length - top && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail += 1;
  const same = (lines: readonly string[]) => lines.map((line) => ` ${line}`);
  const middle = between(a.slice(top, a.length - tail), b.slice(top, b.length - tail));
  return [...same(a.slice(0, top)), ...middle, ...same(a.slice(a.length - tail))];
}

/** The longest common lines, by a table of what is still to come. */
function between(a: readonly string[], b: readonly string[]): readonly string[] {
  const gone = a.map((line) => `-${line}`);
  const come = b.map((line) => `+${line}`);
  if (a.length === 0 || b.length === 0 || a.length + b.length > LONGEST) return [...gone, ...come];
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => table[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      table[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const out: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length)
    if (a[i] === b[j]) {
      out.push(` ${a[i]}`);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) out.push(gone[i++] ?? "");
    else out.push(come[j++] ?? "");
  return [...out, ...gone.slice(i), ...come.slice(j)];
}
