import * as z from "zod/mini";
import { Diagnostic } from "./rules.ts";
import { Instant, Seq } from "./values.ts";

/** POST /rulesets {files}: what was uploaded and what activating it would change. `hash` is null when it has errors. */
export const Proposed = z.object({
  hash: z.nullable(z.string()),
  diagnostics: z.array(Diagnostic),
  /** Sentences: rules added, changed and removed, timers that would be armed or dropped, cards that would be placed anew. */
  plan: z.array(z.string()),
});
export type Proposed = z.infer<typeof Proposed>;

/** GET /rulesets */
export const Rulesets = z.object({
  active: z.nullable(z.string()),
  rulesets: z.array(z.object({ hash: z.string(), at: Instant, by: z.string() })),
});
export type Rulesets = z.infer<typeof Rulesets>;

/** POST /rulesets/:hash/activate */
export const Activated = z.object({ hash: z.string(), seq: Seq });
export type Activated = z.infer<typeof Activated>;
