import type { Diagnostic } from "../diagnostics/index.ts";
import type { Position, YamlFile, YamlPath } from "../yaml/index.ts";

const MOST_BYTES = 1_048_576;

interface Cell {
  readonly text: string;
  readonly place: Position;
}
interface Line {
  readonly cells: readonly Cell[];
  /** The line as it stands, for a comment. */
  readonly text: string;
}

export type Csv = YamlFile | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * A table as a spreadsheet writes it: commas or semicolons between, quotes around what holds one. Lines that begin with
 * `#` are comments, save `# hit: unique`. It reads as the same value as a table inside a rules file, places included.
 */
export function readCsv(file: string, text: string): Csv {
  const fail = (place: Position, message: string): Csv => ({
    ok: false,
    diagnostics: [{ file, ...place, code: "table-shape", severity: "error", message }],
  });
  if (text.length > MOST_BYTES) return fail({ line: 1, column: 1 }, "The table is larger than 1 MiB");
  const lines = splitLines(text);
  const open = lines.find(({ open }) => open);
  if (open) return fail(open.cells.at(-1)?.place ?? { line: 1, column: 1 }, "This quote is never closed");
  const comments = lines.filter((line) => line.text.startsWith("#"));
  const [header, ...rows] = lines.filter(
    (line) => !line.text.startsWith("#") && line.cells.some((cell) => cell.text !== ""),
  );
  if (!header) return fail({ line: 1, column: 1 }, "The table is empty: its first line names its columns");
  const hit = comments
    .map((line) => /^#\s*hit:\s*([\w-]+)[\s,;]*$/.exec(line.text)?.[1])
    .find((found) => found !== undefined);
  const value = {
    ...(hit === undefined ? {} : { hit }),
    columns: header.cells.map((cell) => cell.text),
    rows: rows.map(({ cells }) => cells.map((cell) => cell.text)),
  };
  const first: Position = { line: 1, column: 1 };
  const nodeAt = ([part, row, column]: YamlPath): Position => {
    const line = part === "rows" ? (rows[Number(row ?? 0)] ?? rows[0]) : header;
    const cell = line?.cells[Number((part === "rows" ? column : row) ?? 0)];
    return (part === "hit" ? undefined : cell?.place) ?? line?.cells[0]?.place ?? first;
  };
  return { ok: true, file, text, value, nodeAt, spanAt: (path) => nodeAt(path), rangeAt: () => undefined };
}

/** Lines with their cells; a quoted cell may go over several. `open`: its last quote is not closed. */
function splitLines(text: string): readonly (Line & { readonly open: boolean })[] {
  const header = text.split("\n").find((line) => !/^\ufeff?#/.test(line)) ?? "";
  const between = header.includes(";") ? ";" : ",";
  const lines: (Line & { readonly open: boolean })[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  for (let line = 1; at < text.length; ) {
    const start = at;
    const cells: Cell[] = [];
    let open = false;
    for (let more = true; more; ) {
      const cell = readCell(text, at, between);
      const column = at - start + 1;
      const newLine = text.slice(at, cell.end).includes("\n");
      cells.push({
        text: cell.text,
        place: {
          line,
          column,
          ...(newLine ? {} : { endColumn: Math.max(column + 1, cell.end - start + 1) }),
        },
      });
      open ||= cell.open;
      more = text[cell.end] === between;
      at = cell.end + 1;
    }
    const whole = text.slice(start, at - 1);
    lines.push({ cells, text: whole, open });
    line += whole.split("\n").length;
    if (text[at - 1] === "\r") at += 1;
  }
  return lines;
}

function readCell(
  text: string,
  from: number,
  between: string,
): { readonly text: string; readonly end: number; readonly open: boolean } {
  const begin = from + (/^ */.exec(text.slice(from, from + 100))?.[0].length ?? 0);
  if (text[begin] !== '"') {
    let end = from;
    while (end < text.length && text[end] !== between && text[end] !== "\n" && text[end] !== "\r") end += 1;
    return { text: text.slice(from, end).trim(), end, open: false };
  }
  let value = "";
  let at = begin + 1;
  for (; at < text.length; at += 1) {
    if (text[at] !== '"') value += text[at];
    else if (text[at + 1] === '"') value += text[at++];
    else break;
  }
  let end = at + 1;
  while (end < text.length && text[end] !== between && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { text: value.trim(), end: Math.min(end, text.length), open: at >= text.length };
}
