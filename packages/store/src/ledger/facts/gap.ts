import { asked, type Room } from "./room.ts";

/**
 * The ranks a card falls between: `gapFor` of the domain as four steps into the column's index. The moving card does
 * not count; cards of equal rank are stepped over together; a neighbour that has left is passed over.
 */
export const gap: Room<"gap"> = {
  statement: {
    name: "fact-gap",
    text: `SELECT n, json_build_object(
        'after', CASE WHEN a.rank IS NOT NULL THEN a.rank WHEN b.rank IS NOT NULL THEN (
            SELECT c.rank FROM card c
            WHERE c.practice = $1 AND c.stage = arg ->> 0 AND c.rank < b.rank AND c.id <> arg ->> 3
            ORDER BY c.rank DESC LIMIT 1)
          ELSE (
            SELECT c.rank FROM card c WHERE c.practice = $1 AND c.stage = arg ->> 0 AND c.id <> arg ->> 3
            ORDER BY c.rank DESC LIMIT 1) END,
        'before', CASE WHEN a.rank IS NOT NULL THEN (
            SELECT c.rank FROM card c
            WHERE c.practice = $1 AND c.stage = arg ->> 0 AND c.rank > a.rank AND c.id <> arg ->> 3
            ORDER BY c.rank LIMIT 1)
          ELSE b.rank END
      ) AS value
      FROM ${asked}
      LEFT JOIN card a ON a.practice = $1 AND a.id = arg ->> 1 AND a.stage = arg ->> 0 AND a.id <> arg ->> 3
      LEFT JOIN card b ON b.practice = $1 AND b.id = arg ->> 2 AND b.stage = arg ->> 0 AND b.id <> arg ->> 3`,
  },
};
