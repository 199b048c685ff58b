import type { Card } from "@corridor/domain";

const FOUND_BY = ["stage", "state", "location", "type", "assignee", "patient"] as const;

/** Whether a card has this value in a column that cards are found by, and those of `also`: a JSON object, or empty. */
export function hasValue(card: Card, column: string, value: string, also = ""): boolean {
  const more = also === "" ? {} : (JSON.parse(also) as Readonly<Record<string, string>>);
  return Object.entries({ ...more, [column]: value }).every(([asked, wanted]) => {
    const known = FOUND_BY.find((name) => name === asked);
    return known !== undefined && card[known] === wanted;
  });
}
