import * as z from "zod/mini";
import type { FieldValue } from "./values.ts";
import { isRef } from "./values.ts";

/** The type a practice gave a field, as practice.yaml says it. */
export interface FieldType {
  readonly type: "string" | "bool" | "int" | "double" | "timestamp" | "list";
  /** The only values a string may take. */
  readonly enum: readonly string[] | null;
  /** Protected: kept by pointer, never compared, never shown to a role that may not see it. */
  readonly phi: boolean;
  readonly default: FieldValue;
}

export type FieldTypes = Readonly<Record<string, FieldType>>;

/** Knows the calendar, so that no 30 February gets as far as the clocks. */
const instant = z.iso.datetime({ offset: true });

/** Why the value does not fit the type, as the end of a sentence ("must be …"); null when it fits. Null clears a field. */
export function misfit(type: FieldType, value: FieldValue): string | null {
  if (value === null) return null;
  if (type.phi) return isRef(value) ? null : "must be sealed text";
  if (type.enum) return type.enum.includes(value as string) ? null : `must be one of ${type.enum.join(", ")}`;
  switch (type.type) {
    case "string":
      return typeof value === "string" ? null : "must be text";
    case "bool":
      return typeof value === "boolean" ? null : "must be true or false";
    case "int":
      return Number.isSafeInteger(value) ? null : "must be a whole number";
    case "double":
      return Number.isFinite(value) ? null : "must be a number";
    case "timestamp":
      return instant.safeParse(value).success ? null : "must be a date and time with its offset";
    case "list":
      return Array.isArray(value) ? null : "must be a list of text";
  }
}
