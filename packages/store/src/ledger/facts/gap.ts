import { asked, type Room } from "./room.ts";

const args = ["stage", "after", "before", "self"];

/** A neighbour, if it stands in the column and is not the moving card itself. */
const neighbour = (which: string): string => `SELECT c.rank FROM card c
  WHERE c.practice = $1 AND c.id = asked.${which} AND c.stage = asked.stage AND c.id <> asked.self OFFSET 0`;

/** The rank next to another one in the column, or its last rank. */
const step = (than: string, order: string): string => `SELECT c.rank FROM card c
  WHERE c.practice = $1 AND c.stage = asked.stage ${than} AND c.id <> asked.self ORDER BY c.rank ${order} LIMIT 1`;

/**
 * The ranks a card falls between: `gapFor` of the domain as steps into the column's index. The moving card does not
 * count; cards of equal rank are stepped over together; a neighbour that has left is passed over.
 */
export const gap: Room<"gap"> = {
  args,
  statement: {
    name: "fact-gap",
    text: `SELECT n, json_build_object(
        'after', CASE WHEN a.rank IS NOT NULL THEN a.rank
          WHEN b.rank IS NOT NULL THEN (${step("AND c.rank < b.rank", "DESC")})
          ELSE (${step("", "DESC")}) END,
        'before', CASE WHEN a.rank IS NOT NULL THEN (${step("AND c.rank > a.rank", "")}) ELSE b.rank END
      ) AS value
      FROM ${asked(args)}
      LEFT JOIN LATERAL (${neighbour("after")}) a ON true
      LEFT JOIN LATERAL (${neighbour("before")}) b ON true`,
  },
};
