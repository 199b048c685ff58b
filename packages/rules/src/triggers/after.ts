import * as z from "zod/mini";
import { compileRelative, STEP_DOCS, steps } from "./relative.ts";
import { PAUSE_DOC } from "./pausing.ts";
import type { TriggerKind } from "./trigger.ts";

const schema = z.strictObject({
  after: z.string(),
  ...steps,
  /** The state in which its clocks stand still. */
  pause_while: z.optional(z.unknown()),
});

/** So long after a time of the card. */
export const after: TriggerKind<z.infer<typeof schema>> = {
  key: "after",
  doc: {
    what: "Starts so long after a time of the card, once for each step. When the time moves, so do the steps.",
    example: "{ after: card.treatment.completed_at, by: 2 weeks }",
    keys: { ...STEP_DOCS, pause_while: PAUSE_DOC },
  },
  schema,
  compile: ({ after: anchor, ...spec }, at, ground, place) =>
    compileRelative("after", { anchor, ...spec }, at, ground, place),
};
