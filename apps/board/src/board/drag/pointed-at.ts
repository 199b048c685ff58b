import type { ColumnGrip, Target } from "../tools.ts";
import { GAP, rowHeight, TOP } from "../column/row-height.ts";

/** The column and the line between two rows that a pointer is over, found by arithmetic: no row is measured. */
export function pointedAt(
  grips: ReadonlyMap<string, ColumnGrip>,
  { x, y }: { readonly x: number; readonly y: number },
): Target | null {
  for (const [stage, grip] of grips) {
    const box = grip.section.getBoundingClientRect();
    if (x < box.left - GAP || x >= box.right + GAP) continue;
    return { stage, line: grip.scroller ? lineAt(grip, grip.scroller, y) : grip.shown().length };
  }
  return null;
}

function lineAt(grip: ColumnGrip, scroller: HTMLElement, y: number): number {
  const inside = y - scroller.getBoundingClientRect().top + scroller.scrollTop - TOP;
  return Math.min(grip.shown().length, Math.max(0, Math.round(inside / rowHeight())));
}
