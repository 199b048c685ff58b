import { asked, type Room } from "./room.ts";

const args = ["id"];

/** A card as it stands. */
export const card: Room<"card"> = {
  args,
  statement: {
    name: "fact-card",
    text: `SELECT n, (SELECT c.body FROM card c WHERE c.practice = $1 AND c.id = asked.id) AS value FROM ${asked(args)}`,
  },
};
