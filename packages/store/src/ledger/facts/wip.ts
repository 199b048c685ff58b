import { asked, type Room } from "./room.ts";

/** How many cards stand in a stage, at one location or (`*`) anywhere. */
export const wip: Room<"wip"> = {
  statement: {
    name: "fact-wip",
    text: `SELECT n, (
        SELECT count(*)::integer FROM card c
        WHERE c.practice = $1 AND c.stage = arg ->> 0 AND (arg ->> 1 = '*' OR c.location = arg ->> 1)
      ) AS value FROM ${asked}`,
  },
};
