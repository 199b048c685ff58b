import { fieldDoc, item, valuesOf } from "./names.ts";
import type { Completion } from "./types.ts";
import type { World } from "./world.ts";

/** The place of a cursor in a table: what is typed of the cell, and what may stand there. */
export interface TableSpot {
  readonly word: string;
  readonly items: readonly Completion[];
}

const UNASKED: ReadonlySet<string> = new Set(["list", "list<string>", "timestamp"]);

/** In the first line the fields that can be asked, below it the values of the column's field; null in a comment. */
export function inTable(world: World, text: string, offset: number): TableSpot | null {
  const header = text.split("\n").find((line) => !line.startsWith("#") && line.trim() !== "") ?? "";
  const begin = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(begin, offset);
  if (before.startsWith("#")) return null;
  const between = header.includes(";") ? ";" : ",";
  const column = before.split(between).length - 1;
  const word = /[\w.-]*$/.exec(before)?.[0] ?? "";
  if (text.indexOf(header) === begin || header === "") return { word, items: fields(world) };
  const path = header.split(between)[column]?.trim() ?? "";
  if (!path.startsWith("card.")) return null;
  return { word, items: [...valuesOf(world.fields[path.slice("card.".length)]), ANYTHING] };
}

const ANYTHING = item("-", "value", "anything", "Anything, and nothing too: the cell asks nothing.");

const fields = (world: World): readonly Completion[] =>
  Object.entries(world.fields)
    .filter(([, { phi, type }]) => !phi && !UNASKED.has(type))
    .map(([name, note]) => item(`card.${name}`, "field", note.type, fieldDoc(note)));
