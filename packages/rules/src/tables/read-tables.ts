import { type Cursor, entries, inside, top } from "../reading/index.ts";
import type { Ground } from "../scope/index.ts";
import type { YamlFile } from "../yaml/index.ts";
import { readTable } from "./read-table.ts";

const FILE = /(?:^|\/)tables\/([a-z][a-z0-9_]*)\.csv$/;

/** The table a file holds, or undefined when it is none. */
export const tableName = (file: string): string | undefined => FILE.exec(file)?.[1];

/** A table of a file; null where the file can not be read at all. */
export interface TableFile {
  readonly name: string;
  readonly file: YamlFile | null;
}

/** Reads the tables of a practice: a file each, and those inside rules files. Their names are given once. */
export function readTables(files: readonly TableFile[], rules: readonly Cursor[], ground: Ground): void {
  const first = new Map<string, string>();
  const read = (name: string, at: Cursor): void => {
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, at.file.file);
      ground.tables.set(name, readTable(at, ground));
      return;
    }
    const message = `There is already a table \`${name}\` in ${before}`;
    ground.findings.error("name-duplicate", at, message, { part: "key" });
  };
  for (const { name, file } of files) {
    if (file) read(name, top(file));
    else ground.tables.set(name, null);
  }
  for (const at of rules) for (const [name, cursor] of entries(inside(at, "tables"))) read(name, cursor);
}
