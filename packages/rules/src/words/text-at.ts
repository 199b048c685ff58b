import { type Cursor, inside, isMap } from "../reading/index.ts";

/** A scalar of a file, or a text in `{ text: … }`; undefined when nothing, or anything else, is written there. */
export function textAt(at: Cursor, ...path: string[]): string | undefined {
  const { value: written } = inside(at, ...path);
  const value = isMap(written) ? written["text"] : written;
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}
