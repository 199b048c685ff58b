import * as z from "zod/mini";

/** A resource by its place in the bundle. `path` is the member at fault; `because` never repeats the patient's data. */
const Unused = z.object({ entry: z.int(), path: z.string(), resource: z.string(), because: z.string() });

/** POST /import/fhir. Importing the same bundle twice answers `unchanged` for all of it. */
export const Imported = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.array(Unused),
  /** What was used, but not whole: a visit without its appointment, say. */
  warnings: z.array(Unused),
  /** The same counts for each type of resource, with those that Corridor has no use for. */
  byType: z.record(
    z.string(),
    z.object({
      ...{ created: z.int(), updated: z.int(), unchanged: z.int() },
      ...{ rejected: z.int(), ignored: z.int() },
    }),
  ),
});
export type Imported = z.infer<typeof Imported>;
