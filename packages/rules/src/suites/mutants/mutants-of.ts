import { lineOf } from "../../reading/index.ts";
import { tableName } from "../../tables/index.ts";
import { type Change, replaced } from "./change.ts";
import { changesOfStage } from "./of-lifecycle.ts";
import { changesOf } from "./of-rules.ts";
import { changesOfTable, csvOf } from "./of-tables.ts";
import { type PartKind, rolesIn, type WrittenPart, writtenParts } from "./parts.ts";

/** One small change of one part of a practice: where it is, what it is in words, and the file's text with it. */
export interface Mutant {
  readonly part: PartKind;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `“48h” becomes “49h”`: with its part and name it names the mutant. */
  readonly what: string;
  readonly text: string;
}

/**
 * Every comparison, threshold and duration flipped, every condition negated, every action, level, move and row left out,
 * everybody who is told another: one at a time.
 */
export function mutantsOf(files: Readonly<Record<string, string>>): readonly Mutant[] {
  const roles = rolesIn(files);
  return writtenParts(files).flatMap((part) =>
    changesIn(part, roles).map((change) => mutantOf(part, change)),
  );
}

function changesIn({ kind, at }: WrittenPart, roles: readonly string[]): readonly Change[] {
  if (kind === "stage") return changesOfStage(at);
  return kind === "table" ? changesOfTable(at) : changesOf(at, roles);
}

function mutantOf({ kind, name, at: part }: WrittenPart, { at, span, what, value }: Change): Mutant {
  const { file } = part;
  const { line, column } = span ? file.spanAt(at.path, ...span) : file.nodeAt(at.path);
  const whole = replaced(file.value, at.path, value);
  const text = tableName(file.file) === undefined ? JSON.stringify(whole) : csvOf(whole);
  return { part: kind, name, file: file.file, line: line || lineOf(at), column, what, text };
}
