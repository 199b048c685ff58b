import * as z from "zod/mini";
import { Channel, DurationText, Id, Word } from "../shape/index.ts";

const Level = z.strictObject({
  notify: z.strictObject({
    role: z.optional(Word),
    user: z.optional(z.string()),
    else_role: z.optional(Word),
    via: z.array(Channel).check(z.minLength(1, "must name at least one way")),
  }),
  wait: z.optional(DurationText),
});

export const PoliciesFile = z.strictObject({
  schema: z.literal("corridor/v1"),
  kind: z.literal("policies"),
  escalations: z.record(
    Id,
    z.strictObject({
      calendar: z.optional(Id),
      levels: z.array(Level).check(z.minLength(1, "must have at least one level")),
    }),
  ),
});
export type PoliciesFile = z.infer<typeof PoliciesFile>;
