import { asked, type Room } from "./room.ts";

const args = ["column", "value"];

/** Each column by its own condition, so that the planner takes the index there is for it. */
const having = (column: string): string =>
  `SELECT c.id, c.body FROM card c WHERE asked."column" = '${column}' AND c.practice = $1 AND c.${column} = asked.value`;

const COLUMNS = ["stage", "state", "location", "type", "assignee"];

/** The cards that have a value, whole, in order of id. */
export const matching: Room<"matching"> = {
  args,
  statement: {
    name: "fact-matching",
    text: `SELECT n, (
        SELECT coalesce(json_agg(found.body ORDER BY found.id), '[]') FROM (${COLUMNS.map(having).join(" UNION ALL ")}) AS found
      ) AS value FROM ${asked(args)}`,
  },
};
