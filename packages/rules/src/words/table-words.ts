import { type Cursor, entries, inside, lineOf, members, top } from "../reading/index.ts";
import { readCsv, tableName } from "../tables/index.ts";
import { nounOf } from "./clause.ts";
import { joined, plain } from "./glossary.ts";
import { textAt } from "./text-at.ts";

/** A decision table as staff read it: a line a case. */
export interface TableWords {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** False: at most one line may ever fit; else the first one that fits answers. */
  readonly first: boolean;
  readonly asks: readonly string[];
  readonly answers: readonly string[];
  readonly rows: readonly { readonly asks: readonly string[]; readonly answers: readonly string[] }[];
}

/** The tables of a practice by name: of files of their own, then those inside rules files. */
export function tablesInWords(
  files: Readonly<Record<string, string>>,
  rules: readonly Cursor[],
): readonly TableWords[] {
  const own = Object.keys(files)
    .sort()
    .flatMap((file) => {
      const id = tableName(file);
      const csv = id === undefined ? null : readCsv(file, files[file] as string);
      return id !== undefined && csv?.ok ? [tableWords(id, top(csv))] : [];
    });
  const written = rules.flatMap((at) => entries(inside(at, "tables")));
  return [...own, ...written.map(([id, at]) => tableWords(id, at))];
}

function tableWords(id: string, at: Cursor): TableWords {
  const columns = members(inside(at, "columns")).map(({ value }) => String(value));
  const isAsked = (i: number): boolean => columns[i]?.startsWith("card.") ?? false;
  const of = (all: readonly string[], asked: boolean): readonly string[] =>
    all.filter((_, i) => isAsked(i) === asked);
  return {
    ...{ id, file: at.file.file, line: lineOf(inside(at, "columns")), first: textAt(at, "hit") !== "unique" },
    asks: of(columns, true).map(nounOf),
    answers: of(columns, false).map((column) => plain(column.replace(/\s*:.*$/, ""))),
    rows: members(inside(at, "rows")).map((row) => {
      const cells = members(row).map(({ value }) => String(value).trim());
      return { asks: of(cells, true).map(askedWords), answers: of(cells, false) };
    }),
  };
}

const BOUNDS: Readonly<Record<string, string>> = {
  ...{ ">=": "at least", "<=": "at most", ">": "more than", "<": "less than" },
};

/** `a | b` as `a or b`, `18..65` as `18 to 65`; `-` asks nothing. */
function askedWords(cell: string): string {
  if (cell === "-") return "anything";
  const [, bound, number] = /^([<>]=?)\s*(.+)$/.exec(cell) ?? [];
  if (bound !== undefined) return `${BOUNDS[bound]} ${number}`;
  const [, from, to] = /^(-?[\d.]+?)\s*\.\.\s*(-?[\d.]+)$/.exec(cell) ?? [];
  if (from !== undefined) return `${from} to ${to}`;
  return joined(
    cell.split("|").map((part) => part.trim()),
    "or",
  );
}
