import type { FileDiff, Files } from "@corridor/protocol";
import { createTwoFilesPatch } from "diff";

/** Two files that have little in common take long to compare, and nobody reads what comes of it. */
const PATIENCE_MS = 50;

/** Files that are not the same in both, by name, each with a unified diff. `breathe` is called between two of them. */
export async function fileDiffs(
  from: Readonly<Files>,
  to: Readonly<Files>,
  breathe: () => Promise<void>,
): Promise<FileDiff[]> {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  const diffs: FileDiff[] = [];
  for (const file of names) {
    const [before, after] = [from[file], to[file]];
    if (before === after) continue;
    await breathe();
    const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    diffs.push({ file, change, diff: unified(file, before, after) });
  }
  return diffs;
}

function unified(file: string, before: string | undefined, after: string | undefined): string {
  const [a, b] = [
    before === undefined ? "/dev/null" : `a/${file}`,
    after === undefined ? "/dev/null" : `b/${file}`,
  ];
  const patch = createTwoFilesPatch(a, b, before ?? "", after ?? "", undefined, undefined, {
    context: 3,
    timeout: PATIENCE_MS,
  });
  return patch === undefined
    ? `--- ${a}\n+++ ${b}\nThe two have too little in common to be shown line by line.\n`
    : patch.replace(/^=+\n/, "");
}
