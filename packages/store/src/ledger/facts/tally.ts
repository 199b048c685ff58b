import type { Tally } from "@corridor/domain";
import { asked, type Room } from "./room.ts";

const args = ["type", "has", "lacks", "since", "span"];

type Found = Readonly<
  Record<string, { readonly count: number; readonly first: number; readonly ms: number | null }>
>;

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

/** How many events of a kind there were after an instant and were not undone, by the location of their cards. */
export const tally: Room<"tally"> = {
  args,
  statement: {
    name: "fact-tally",
    text: `SELECT n, (
        SELECT coalesce(json_object_agg(found.location, json_build_object('count', found.count, 'first', found.first, 'ms', found.ms)), '{}')
        FROM (
          SELECT placed.location, count(*)::integer AS count, (extract(epoch FROM min(placed.at)) * 1000)::bigint AS first,
            sum(placed.ms) AS ms
          FROM (
            SELECT e.at, (extract(epoch FROM (e.data -> 'clock' ->> asked.span)::timestamptz
                - (e.data -> 'stopped' ->> asked.span)::timestamptz) * 1000)::bigint AS ms, (
              SELECT c.location FROM card c WHERE c.practice = $1 AND c.id = e.subject_id OFFSET 0
            ) AS location
            FROM event e
            WHERE e.practice = $1 AND e.seq > ${before} AND e.type = asked.type AND e.subject_kind = 'card'
              AND e.actor_kind <> 'import' AND e.data @> asked.has::jsonb
              AND NOT coalesce(e.data @> nullif(asked.lacks, '')::jsonb, false)
              AND NOT EXISTS (
                SELECT 1 FROM event undone
                WHERE undone.practice = $1 AND undone.subject_kind = 'card' AND undone.subject_id = e.subject_id
                  AND undone.type = 'card.undone'
                  AND e.root IN (undone.root, regexp_replace(undone.data ->> 'event', '/[^/]*$', ''))
                OFFSET 0
              )
            OFFSET 0
          ) AS placed
          GROUP BY placed.location
        ) AS found
      ) AS value FROM ${asked(args)}`,
  },
  read: (found: Found): Tally =>
    Object.fromEntries(
      Object.entries(found).map(([location, { count, first, ms }]) => [
        location,
        { count, first: new Date(first).toISOString(), ...(ms === null ? {} : { ms }) },
      ]),
    ),
};
