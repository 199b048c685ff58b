import { asked, type Room } from "./room.ts";

const args = ["card"];

/** Who has had a card, the last first, each once. */
export const owners: Room<"owners"> = {
  args,
  statement: {
    name: "fact-owners",
    text: `SELECT n, (
        SELECT coalesce(json_agg(e.assigned ORDER BY e.seq DESC), '[]') FROM event e
        WHERE e.practice = $1 AND e.subject_kind = 'card' AND e.subject_id = asked.card AND e.assigned IS NOT NULL
      ) AS value FROM ${asked(args)}`,
  },
  read: (given: readonly string[]) => [...new Set(given)],
};
