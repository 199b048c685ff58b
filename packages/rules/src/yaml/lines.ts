import type { Position } from "./types.ts";

/** Finds lines and columns (from 1) of offsets in one text. */
export interface Lines {
  readonly at: (from: number, to?: number) => Position;
}

export function linesOf(text: string): Lines {
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    at: (from, to) => {
      const line = lineOf(from);
      const start = starts[line] as number;
      const place = { line: line + 1, column: from - start + 1 };
      return to !== undefined && to > from && lineOf(to - 1) === line ? { ...place, endColumn: to - start + 1 } : place;
    },
  };
}
