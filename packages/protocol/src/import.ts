import * as z from "zod/mini";

/** POST /import/fhir. Importing the same bundle twice answers `unchanged` for all of it. */
export const Imported = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** `entry` is the place in the bundle, `because` never repeats the patient's data. */
  rejected: z.array(z.object({ entry: z.int(), resource: z.string(), because: z.string() })),
});
export type Imported = z.infer<typeof Imported>;
