import { asked, type Room } from "./room.ts";

const args = ["id"];

/** A bookable time, and the card that has it. */
export const slot: Room<"slot"> = {
  args,
  statement: {
    name: "fact-slot",
    text: `SELECT n, json_build_object(
        'slot', (SELECT r.body FROM record r WHERE r.practice = $1 AND r.kind = 'slot' AND r.id = asked.id),
        'takenBy', (SELECT json_build_object('card', a.card, 'offered', a.offered) FROM appointment a WHERE a.practice = $1 AND a.slot = asked.id)
      ) AS value FROM ${asked(args)}`,
  },
};
