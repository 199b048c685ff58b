import { asked, type Room } from "./room.ts";

const args = ["column", "value", "after", "most", "also"];

/** Each column by its own condition, so that the planner takes the index there is for it. */
const having = (column: string): string =>
  `SELECT c.id, c.body FROM card c WHERE asked."column" = '${column}' AND c.practice = $1 AND c.${column} = asked.value AND c.id > asked.after AND ${ALSO}`;

const COLUMNS = ["stage", "state", "location", "type", "assignee", "patient"];
/** Whatever else is asked of them is looked at here, so that no card leaves the database in vain. */
const ALSO = `(asked.also = '' OR jsonb_build_object(${COLUMNS.map((column) => `'${column}', c.${column}`).join(", ")}) @> nullif(asked.also, '')::jsonb)`;

/** The cards that have a value, whole, in order of id: all of them, or so many after one. */
export const matching: Room<"matching"> = {
  args,
  statement: {
    name: "fact-matching",
    text: `SELECT n, (
        SELECT coalesce(json_agg(page.body ORDER BY page.id), '[]') FROM (
          SELECT found.id, found.body FROM (${COLUMNS.map(having).join(" UNION ALL ")}) AS found
          ORDER BY found.id LIMIT nullif(asked.most, '')::integer
        ) AS page
      ) AS value FROM ${asked(args)}`,
  },
};
