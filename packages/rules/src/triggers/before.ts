import * as z from "zod/mini";
import { compileRelative, steps } from "./relative.ts";
import type { TriggerKind } from "./trigger.ts";

const schema = z.strictObject({ before: z.string(), ...steps });

/** So long before a time of the card. Never at or after the time itself. */
export const before: TriggerKind<z.infer<typeof schema>> = {
  key: "before",
  schema,
  compile: ({ before: anchor, ...spec }, at, ground, place) =>
    compileRelative("before", { anchor, ...spec }, at, ground, place),
};
