import { judgeBy } from "@corridor/engine";
import type { Judge } from "@corridor/engine/ports";
import type { RulesetShelf } from "../house/ruleset-shelf.ts";

/** Judges messages to patients by the rules that decide at the moment. Before any do, nothing is queued. */
export const judging =
  ({ shelf }: { readonly shelf: RulesetShelf }) =>
  (now: string): Judge | undefined =>
    shelf.active ? judgeBy(shelf.active.practice, now) : undefined;
