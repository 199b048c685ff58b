import type { FieldValue } from "@corridor/domain";
import type { Condition } from "../conditions/index.ts";

/** What can start a rule, said by its trigger: all that analyses, docs and coverage need to know of a trigger. */
export type Start =
  | EventStart
  /** A state that lasts: it can begin whenever one of these is written. */
  | { readonly kind: "state"; readonly watches: readonly string[]; readonly condition: Condition }
  /** Counted from a time of the card, each span once; a written time sets it anew. */
  | {
      readonly kind: "time";
      readonly field: string;
      readonly before: boolean;
      readonly by: readonly string[];
    }
  /** A person, a wall clock or a number: nothing a rule does to a card. */
  | { readonly kind: "outside" };

export interface EventStart {
  readonly kind: "event";
  /** As the language names it: `card.entered`. */
  readonly event: string;
  /** Whether only what a rule does makes it happen: then one has to. */
  readonly byRules: boolean;
  /** Entered or left: `stage` or `stage.state`. With `wholeStage` another state of the stage is no entry. */
  readonly place: string | null;
  /** Whether the card begins in the place, comes to it or goes from it; null where the event says nothing of that. */
  readonly way: "begins" | "in" | "out" | null;
  readonly wholeStage: boolean;
  /** The place on the other side of the move. */
  readonly other: string | null;
  readonly field: string | null;
  /** Undefined: any value. */
  readonly from?: FieldValue | undefined;
  readonly to?: FieldValue | undefined;
}
