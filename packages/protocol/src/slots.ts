import * as z from "zod/mini";
import { Id, Instant, Minutes, Version, Word } from "./values.ts";

/** A bookable time of a provider. `takenBy` is the card whose appointment holds it. */
export const Slot = z.object({
  id: Id,
  version: Version,
  provider: Id,
  location: Word,
  start: Instant,
  minutes: Minutes,
  takenBy: z.nullable(Id),
});
export type Slot = z.infer<typeof Slot>;

/** GET /slots?from=&until=&provider=&location=&free=1 */
export const SlotsQuery = z.strictObject({
  from: z.optional(Instant),
  until: z.optional(Instant),
  provider: z.optional(Id),
  location: z.optional(Word),
  free: z.optional(z.enum(["0", "1"])),
});
export type SlotsQuery = z.infer<typeof SlotsQuery>;
export const Slots = z.object({ slots: z.array(Slot) });
export type Slots = z.infer<typeof Slots>;

/** POST /slots */
export const NewSlot = z.strictObject({ provider: Id, location: Word, start: Instant, minutes: Minutes });
export type NewSlot = z.infer<typeof NewSlot>;
