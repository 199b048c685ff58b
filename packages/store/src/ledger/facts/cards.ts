import { asked, type Room } from "./room.ts";

const args = ["patient"];

/** The cards of a patient that are still on their way, in order of id. */
export const cards: Room<"cards"> = {
  args,
  statement: {
    name: "fact-cards",
    text: `SELECT n, (
        SELECT coalesce(json_agg(c.id ORDER BY c.id), '[]') FROM card c
        WHERE c.practice = $1 AND c.patient = asked.patient AND NOT c.is_final
      ) AS value FROM ${asked(args)}`,
  },
};
