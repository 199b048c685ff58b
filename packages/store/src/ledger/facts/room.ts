import type { FactKind, FactValues } from "@corridor/domain";
import type { Statement } from "../../connection/statement.ts";

/**
 * How one kind of fact is read. The statement gets the practice as $1 and, as $2, a JSON list of argument lists; it
 * answers with one row per list: its position `n` from 1, and `value`.
 */
export interface Room<K extends FactKind> {
  readonly statement: Statement;
  /** The fact from the column `value`, where that is not already the fact. */
  readonly read?: (value: never) => FactValues[K];
}

/** The lists of arguments as rows. */
export const asked = "json_array_elements($2::json) WITH ORDINALITY AS asked (arg, n)";
