import * as z from "zod/mini";

/** A table as it is written in a rules file; one of tables/*.csv reads the same. */
export const TableSpec = z.strictObject({
  /** `first`: the first row that fits answers. `unique`: at most one row may ever fit. */
  hit: z.optional(z.enum(["first", "unique"])),
  columns: z.array(z.string()).check(z.minLength(2, "must name what is asked and what is answered")),
  rows: z
    .array(z.array(z.union([z.string(), z.number(), z.boolean()])))
    .check(z.minLength(1, "must have at least one row"), z.maxLength(2_000, "must have at most 2,000 rows")),
});
export type TableSpec = z.infer<typeof TableSpec>;
