import { type Cursor, inside, members } from "../../reading/index.ts";
import { type Change, shown } from "./change.ts";

/** Every row left out, every number that is answered one more. */
export function changesOfTable(at: Cursor): readonly Change[] {
  const numbers = members(inside(at, "columns")).map(({ value }) => /:\s*(int|double)$/.test(String(value)));
  return members(inside(at, "rows")).flatMap((row) => {
    const line = members(row)
      .map(({ value }) => String(value))
      .join(", ");
    const more = members(row).flatMap((cell, i): readonly Change[] => {
      const n = Number(cell.value);
      if (!numbers[i] || Number.isNaN(n)) return [];
      const value = typeof cell.value === "number" ? n + 1 : String(n + 1);
      return [{ at: cell, what: `${n} becomes ${n + 1} in the row \`${line}\``, value }];
    });
    return [{ at: row, what: `without the row \`${shown(line)}\``, value: undefined }, ...more];
  });
}

/** A table as a file of its own would hold it. */
export function csvOf(value: unknown): string {
  const { hit, columns, rows } = value as {
    readonly hit?: string;
    readonly columns: readonly unknown[];
    readonly rows: readonly (readonly unknown[])[];
  };
  const line = (cells: readonly unknown[]): string =>
    cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(",");
  return [...(hit === undefined ? [] : [`# hit: ${hit}`]), ...[columns, ...rows].map(line), ""].join("\n");
}
