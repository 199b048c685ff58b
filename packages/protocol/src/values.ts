import "./jitless.ts";
import * as z from "zod/mini";

/** An opaque name the server gave: never text a person typed. It has no `|`, which parts names. */
export const Id = z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^|\p{Cc}]*$/u));
/** A word of the practice's own vocabulary: a stage, a label, a location, a card type. */
export const Word = z.string().check(z.minLength(1), z.maxLength(100), z.regex(/^\P{Cc}*$/u));
/** RFC 3339 in UTC with milliseconds. */
export const Instant = z.iso.datetime({ offset: true });
/** A place in the practice's history. 0 is before the first event. */
export const Seq = z.int().check(z.gte(0));
export const Version = z.int().check(z.gte(0));
export const Minutes = z.int().check(z.gte(1), z.lte(24 * 60));
/** Text a person typed. It travels in bodies only, never in an address. */
export const Typed = z.string().check(z.minLength(1), z.maxLength(4000));
/** A field's value as a person may read it: pointers are resolved, or null where the viewer may not see. */
export const Value = z.nullable(z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));
export type Value = z.infer<typeof Value>;

/** Where a rule stands in the rules directory. Lines count from 1. */
export const Source = z.object({ file: z.string(), line: z.int() });
export type Source = z.infer<typeof Source>;
