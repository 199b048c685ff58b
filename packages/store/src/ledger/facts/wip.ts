import { asked, type Room } from "./room.ts";

const args = ["stage", "location"];

/** How many cards stand in a stage, at one location or (`*`) anywhere. */
export const wip: Room<"wip"> = {
  args,
  statement: {
    name: "fact-wip",
    text: `SELECT n, (
        SELECT count(*)::integer FROM card c
        WHERE c.practice = $1 AND c.stage = asked.stage AND (asked.location = '*' OR c.location = asked.location)
      ) AS value FROM ${asked(args)}`,
  },
};
