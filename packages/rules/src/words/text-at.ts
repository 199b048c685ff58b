import { type Cursor, inside } from "../reading/index.ts";

/** A scalar of a file as text; undefined when nothing, or more than a scalar, is written there. */
export function textAt(at: Cursor, ...path: string[]): string | undefined {
  const { value } = inside(at, ...path);
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}
