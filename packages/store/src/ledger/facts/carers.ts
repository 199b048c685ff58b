import { asked, type Room } from "./room.ts";

const args = ["patient", "card"];

/** Who has another of a patient's cards that is still on its way, in order of id. */
export const carers: Room<"carers"> = {
  args,
  statement: {
    name: "fact-carers",
    text: `SELECT n, (
        SELECT coalesce(json_agg(DISTINCT c.assignee ORDER BY c.assignee), '[]') FROM card c
        WHERE c.practice = $1 AND c.patient = asked.patient AND c.id <> asked.card AND NOT c.is_final
          AND c.assignee IS NOT NULL
      ) AS value FROM ${asked(args)}`,
  },
};
