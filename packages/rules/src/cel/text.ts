import type { CelError, Compiled, CompiledText, TextPart } from "./types.ts";

const MAX_PARTS = 50;

/** Where the expression that begins at `from` ends: the first `}` outside quotes and inner braces; -1 if nowhere. */
function closing(source: string, from: number): number {
  let depth = 0;
  let quote = "";
  for (let i = from; i < source.length; i++) {
    const c = source[i] as string;
    if (quote !== "") {
      if (c === "\\") i += 1;
      else if (c === quote) quote = "";
    } else if (c === '"' || c === "'") quote = c;
    else if (c === "{") depth += 1;
    else if (c === "}" && depth-- === 0) return i;
  }
  return -1;
}

/**
 * Splits text with `${…}` into literals and compiled expressions, once, at load. What they evaluate to is
 * never looked at again, so a value that holds `${…}` stays those characters.
 */
export function parseText(source: string, compileOne: (expression: string) => Compiled): CompiledText {
  const parts: TextPart[] = [];
  const errors: CelError[] = [];
  let literal = "";
  const flush = (): void => {
    if (literal !== "") parts.push({ literal });
    literal = "";
  };
  for (let i = 0; i < source.length; ) {
    if (source.startsWith("$${", i)) {
      literal += "${";
      i += 3;
      continue;
    }
    if (!source.startsWith("${", i)) {
      literal += source[i++];
      continue;
    }
    const end = closing(source, i + 2);
    if (end < 0) {
      errors.push({ code: "cel-syntax", message: "this ${ is not closed by }", offset: i, endOffset: i + 2 });
      break;
    }
    const compiled = compileOne(source.slice(i + 2, end));
    flush();
    if (compiled.ok) parts.push({ expr: compiled.expr });
    else for (const e of compiled.errors) errors.push({ ...e, offset: e.offset + i + 2, endOffset: e.endOffset + i + 2 });
    if (parts.length > MAX_PARTS) {
      errors.push({ code: "cel-limit", message: `the text has more than ${MAX_PARTS} parts`, offset: i, endOffset: end });
      break;
    }
    i = end + 1;
  }
  flush();
  return errors.length > 0 ? { ok: false, errors } : { ok: true, parts };
}
