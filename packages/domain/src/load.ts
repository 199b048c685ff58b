import type { Card } from "./card.ts";

const WEIGHT: ReadonlyMap<unknown, number> = new Map([
  ["urgent", 3],
  ["high", 2],
]);

/** What a card weighs on whoever has it, by its priority. At the end of its way it weighs nothing. */
export function loadOf({ final, fields }: Pick<Card, "final" | "fields">): number {
  return final ? 0 : (WEIGHT.get(fields["priority"]) ?? 1);
}
