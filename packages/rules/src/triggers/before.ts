import * as z from "zod/mini";
import { compileRelative, STEP_DOCS, steps } from "./relative.ts";
import type { TriggerKind } from "./trigger.ts";

const schema = z.strictObject({ before: z.string(), ...steps });

/** So long before a time of the card. Never at or after the time itself. */
export const before: TriggerKind<z.infer<typeof schema>> = {
  key: "before",
  doc: {
    what: "Starts so long before a time of the card, once for each step. Never at or after the time itself; when the time moves, so do the steps.",
    example: "{ before: card.appointment.start, by: [3 days, 2h], late: skip }",
    keys: STEP_DOCS,
  },
  schema,
  compile: ({ before: anchor, ...spec }, at, ground, place) =>
    compileRelative("before", { anchor, ...spec }, at, ground, place),
};
