import * as z from "zod/mini";
import { compileRelative, steps } from "./relative.ts";
import type { TriggerKind } from "./trigger.ts";

const schema = z.strictObject({ after: z.string(), ...steps });

/** So long after a time of the card. */
export const after: TriggerKind<z.infer<typeof schema>> = {
  key: "after",
  schema,
  compile: ({ after: anchor, ...spec }, at, ground, place) =>
    compileRelative("after", { anchor, ...spec }, at, ground, place),
};
