import * as z from "zod/mini";
import { Id, Typed, Version, Word } from "./values.ts";

/** Who may own a card, as the board needs to know them. */
export const PersonHead = z.object({ id: Id, display: z.string(), roles: z.array(z.string()) });
export type PersonHead = z.infer<typeof PersonHead>;

export const Person = z.object({
  ...PersonHead.shape,
  version: Version,
  locations: z.array(Word),
  shifts: z.array(z.string()),
  active: z.boolean(),
});
export type Person = z.infer<typeof Person>;

/** GET /people */
export const People = z.object({ people: z.array(Person) });
export type People = z.infer<typeof People>;

/** POST /people */
export const NewPerson = z.strictObject({
  name: Typed,
  roles: z.array(Word),
  locations: z.array(Word),
  shifts: z.array(z.string()),
});
export type NewPerson = z.infer<typeof NewPerson>;
