import type { Card } from "@corridor/domain";

const FOUND_BY = ["stage", "state", "location", "type", "assignee"] as const;

/** Whether a card has this value in a column that cards are found by. */
export function hasValue(card: Card, column: string, value: string): boolean {
  const known = FOUND_BY.find((name) => name === column);
  return known !== undefined && card[known] === value;
}
