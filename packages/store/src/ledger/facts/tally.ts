import type { Tally } from "@corridor/domain";
import { asked, type Room } from "./room.ts";

const args = ["type", "has", "lacks", "since"];

type Found = Readonly<Record<string, { readonly count: number; readonly first: number }>>;

/** The last seq up to the instant. `at` never falls as seq rises, so it is found by halving. */
const before = `(
  WITH RECURSIVE search (low, high) AS (
    SELECT 0::bigint, c.seq FROM counter c WHERE c.practice = $1
    UNION ALL
    SELECT CASE WHEN middle.at <= asked.since::timestamptz THEN middle.seq ELSE low END,
           CASE WHEN middle.at <= asked.since::timestamptz THEN high ELSE middle.seq - 1 END
    FROM search, LATERAL (
      SELECT e.seq, e.at FROM event e WHERE e.practice = $1 AND e.seq = (low + high + 1) / 2 OFFSET 0
    ) AS middle
    WHERE low < high
  )
  SELECT low FROM search WHERE low = high
)`;

/** How many events of a kind there were after an instant, by the location of their cards. */
export const tally: Room<"tally"> = {
  args,
  statement: {
    name: "fact-tally",
    text: `SELECT n, (
        SELECT coalesce(json_object_agg(found.location, json_build_object('count', found.count, 'first', found.first)), '{}')
        FROM (
          SELECT placed.location, count(*)::integer AS count, (extract(epoch FROM min(placed.at)) * 1000)::bigint AS first
          FROM (
            SELECT e.at, (
              SELECT c.location FROM card c WHERE c.practice = $1 AND c.id = e.subject_id OFFSET 0
            ) AS location
            FROM event e
            WHERE e.practice = $1 AND e.seq > ${before} AND e.type = asked.type AND e.subject_kind = 'card'
              AND e.actor_kind <> 'import' AND e.data @> asked.has::jsonb
              AND NOT coalesce(e.data @> nullif(asked.lacks, '')::jsonb, false)
            OFFSET 0
          ) AS placed
          GROUP BY placed.location
        ) AS found
      ) AS value FROM ${asked(args)}`,
  },
  read: (found: Found): Tally =>
    Object.fromEntries(
      Object.entries(found).map(([location, { count, first }]) => [
        location,
        { count, first: new Date(first).toISOString() },
      ]),
    ),
};
