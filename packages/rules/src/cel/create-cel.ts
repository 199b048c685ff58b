import { compile } from "./compile.ts";
import { schemaOf } from "./schema.ts";
import { parseText } from "./text.ts";
import type { CelEnv, CelOptions, FieldTypes, VarTypes } from "./types.ts";

/**
 * An environment of expressions over a practice's card fields (`card.…`), `now`, and further names. Cheap to
 * make: one per place with other names (`event` of an event's type, `it` in a select, a rule's `let`).
 */
export function createCel(fields: FieldTypes, vars: VarTypes = {}, options: CelOptions = {}): CelEnv {
  const schema = schemaOf(fields, vars, options);
  return {
    compile: (source, expect, compileOptions) => compile(schema, source, expect, compileOptions),
    parseText: (source, compileOptions) => parseText(source, (part) => compile(schema, part, "any", compileOptions)),
  };
}
