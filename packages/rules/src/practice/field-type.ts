import type { FieldType, FieldValue } from "@corridor/domain";
import type { Field } from "./schema.ts";

/** Every field has a value, save text and times: false, 0, an empty list, the first of a closed list. */
const EMPTY: Readonly<Record<FieldType["type"], FieldValue>> = {
  ...{ string: null, timestamp: null, bool: false, int: 0, double: 0, list: [] },
};

/** A field as practice.yaml writes it. */
export function fieldType(spec: Field): FieldType {
  if (typeof spec === "object" && "enum" in spec)
    return { type: "string", enum: spec.enum, phi: false, default: spec.default ?? spec.enum[0] ?? null };
  const { type: written, phi = false, default: otherwise } = typeof spec === "string" ? { type: spec } : spec;
  const type = written === "list<string>" ? "list" : written;
  return { type, enum: null, phi, default: otherwise ?? (phi ? null : EMPTY[type]) };
}
