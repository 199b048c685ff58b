import type { FieldValue } from "@corridor/domain";
import type { Condition } from "../conditions/index.ts";
import type { Cursor } from "../reading/index.ts";

/** What an action may do to a card, said by the action: all that analyses, docs and coverage need to know of it. */
export type Deed =
  /** `value` undefined: known only when it runs. */
  | { readonly kind: "field"; readonly field: string; readonly value?: FieldValue | undefined }
  | { readonly kind: "place"; readonly place: string }
  | { readonly kind: "labels"; readonly add: readonly string[]; readonly remove: readonly string[] }
  /** The card, or a task of it, is somebody's. */
  | { readonly kind: "owner"; readonly of: "card" | "task" }
  | { readonly kind: "ladder"; readonly policy: string }
  /** Something happens: at once, or `later`, when somebody outside answers. */
  | { readonly kind: "event"; readonly event: string; readonly later?: boolean };

/** A deed, where it is written, and what must hold for it, outermost first: the rule's `if`, then its arms. */
export interface PlacedDeed {
  readonly deed: Deed;
  readonly at: Cursor;
  readonly under: readonly Condition[];
}

/** A deed that is done to cards which a `select` finds, each by itself and later. */
export interface DeedElsewhere extends PlacedDeed {
  /** What holds of each of them, and what that card is called there. */
  readonly where: Condition;
  readonly chosen: string;
  /** Whether no card has it done twice: then no circle goes on by it. */
  readonly once: boolean;
}

/** An arm of a `choose` and what must hold to come to it: the arms before it do not. */
export interface PlacedArm {
  readonly at: Cursor;
  readonly condition: Condition;
  readonly under: readonly Condition[];
}

/** What a rule's actions may do; grows while they are read. */
export interface Outline {
  readonly deeds: PlacedDeed[];
  readonly arms: PlacedArm[];
  readonly elsewhere: DeedElsewhere[];
}

/** Nothing is known yet. */
export const blankOutline = (): Outline => ({ deeds: [], arms: [], elsewhere: [] });
