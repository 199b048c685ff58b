import * as z from "zod/mini";

/** An instant as ISO-8601 in UTC with milliseconds: `2026-11-09T15:00:00.000Z`. */
export type Instant = string;

/**
 * A pointer to text that is protected health information. The text itself lives once, in the ledger's sealed
 * values; everything that is kept for ever holds only the pointer.
 */
export const Ref = z.strictObject({ ref: z.string() });
export type Ref = z.infer<typeof Ref>;

/** Text made of literals and pointers, so that a sentence may name a patient without containing the name. */
export const Text = z.array(z.union([z.string(), Ref]));
export type Text = z.infer<typeof Text>;

const plain = [z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())] as const;
export const FieldValue = z.union([...plain, Ref]);
/** The value of a card's or record's field. `null` means absent. */
export type FieldValue = z.infer<typeof FieldValue>;

export const Fields = z.record(z.string(), FieldValue);
export type Fields = Readonly<Record<string, FieldValue>>;

/** Fields as somebody outside sends them: pointers are made behind the door, never in front of it. */
export const PlainFields = z.record(z.string(), z.union(plain));

export function isRef(value: unknown): value is Ref {
  return typeof value === "object" && value !== null && "ref" in value;
}

/** Equality of two field values: pointers by name, lists by member and order. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => x === b[i]);
  if (isRef(a) && isRef(b)) return a.ref === b.ref;
  return (a ?? null) === null && (b ?? null) === null;
}
