import type { Node } from "./ast.ts";
import { MAX_SOURCE } from "./compile.ts";
import { parse } from "./library.ts";

/** The tree of an expression, to be put into words; undefined when it is none. Nothing is checked or evaluated. */
export function syntaxOf(source: string): Node | undefined {
  if (source.length > MAX_SOURCE) return undefined;
  try {
    return parse(source).ast;
  } catch {
    return undefined;
  }
}
