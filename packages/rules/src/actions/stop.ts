import * as z from "zod/mini";
import type { ActionKind } from "./action.ts";

const schema = z.literal(true);

/** Ends the list: nothing after it is done. */
export const stop: ActionKind<true, true> = {
  key: "stop",
  doc: {
    what: "Ends the list: nothing after it is done.",
    example: "- stop",
    keys: {},
  },
  schema,
  needsNoCard: true,
  check: (spec) => spec,
  deeds: () => [],
  run(_checked, run) {
    run.stopped = true;
    return [];
  },
};
