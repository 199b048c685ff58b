import * as z from "zod/mini";
import { Id, Version } from "./values.ts";

/** A weekly span in the practice's zone: `mon-fri 08:00-17:00`. */
const Span = z.string().check(z.maxLength(100));

/** POST /people/:id/shifts puts the whole week in the place of the one before. */
export const NewShifts = z.strictObject({ shifts: z.array(Span).check(z.maxLength(50)) });
export type NewShifts = z.infer<typeof NewShifts>;

/** GET /people/:id/shifts */
export const Shifts = z.object({ person: Id, version: Version, shifts: z.array(Span) });
export type Shifts = z.infer<typeof Shifts>;
