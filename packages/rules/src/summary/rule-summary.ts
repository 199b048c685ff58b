import type { Condition } from "../conditions/index.ts";
import type { Cursor } from "../reading/index.ts";
import type { Outline } from "./deed.ts";
import type { Start } from "./start.ts";

/** A rule without how it runs: what can start it, what it asks, what it may do. Cursors say where each is written. */
export interface RuleSummary extends Outline {
  readonly id: string;
  readonly at: Cursor;
  readonly enabled: boolean | "shadow";
  readonly starts: readonly {
    readonly start: Start;
    /** Its `where` or `while`. */
    readonly condition: Condition | null;
    readonly at: Cursor;
  }[];
  readonly condition: Condition | null;
}
