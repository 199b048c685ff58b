import * as z from "zod/mini";
import { Id } from "./values.ts";

/** POST /search: text goes in the body, so that no address, log or history ever holds a name. */
export const Search = z.strictObject({ text: z.string().check(z.minLength(1), z.maxLength(200)) });
export type Search = z.infer<typeof Search>;

export const Found = z.object({
  /** `cards` are the patient's open cards. `detail` tells people of one name apart (a birth date, a number). */
  patients: z.array(
    z.object({ id: Id, display: z.string(), detail: z.nullable(z.string()), cards: z.array(Id) }),
  ),
});
export type Found = z.infer<typeof Found>;
