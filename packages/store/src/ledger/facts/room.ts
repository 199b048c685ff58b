import type { FactKind, FactValues } from "@corridor/domain";
import type { Statement } from "../../connection/statement.ts";

/**
 * How one kind of fact is read. The statement gets the practice as $1 and, from $2 on, one list for each argument of
 * the kind's keys; it answers with one row per key: its position `n` from 1, and `value`.
 *
 * Every table is looked up in a sub-query of its own (`OFFSET 0` keeps it one), never in a join: the planner then has
 * no choice but the index, whatever it believes about the size of a practice.
 */
export interface Room<K extends FactKind> {
  /** The names of the arguments, as the statement speaks of them. */
  readonly args: readonly string[];
  readonly statement: Statement;
  /** The fact from the column `value`, where that is not already the fact. */
  readonly read?: (value: never) => FactValues[K];
}

/** The keys as rows of `asked`: a column for each argument, and `n`. */
export function asked(args: readonly string[]): string {
  const lists = args.map((_, n) => `$${n + 2}::text[]`).join(", ");
  return `unnest(${lists}) WITH ORDINALITY AS asked (${args.map((arg) => `"${arg}"`).join(", ")}, n)`;
}
