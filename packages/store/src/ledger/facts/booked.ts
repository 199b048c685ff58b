import { asked, type Room } from "./room.ts";

const args = ["provider", "start", "minutes", "self"];

/**
 * The card that has a time overlapping a provider's time. Times of a provider never overlap each other, so only
 * the last one that begins before the end can: one step into the index, where the range operators of the constraint
 * would read everything (they are not leakproof, so row-level security keeps them from it).
 */
export const booked: Room<"booked"> = {
  args,
  statement: {
    name: "fact-booked",
    text: `SELECT n, (
        SELECT CASE WHEN last.ends_at > asked.start::timestamptz THEN last.holder END FROM (
          SELECT json_build_object('card', a.card, 'offered', a.offered) AS holder, a.ends_at FROM appointment a
          WHERE a.practice = $1 AND a.provider = asked.provider AND a.card <> asked.self
            AND a.starts_at < asked.start::timestamptz + asked.minutes::integer * interval '1 minute'
          ORDER BY a.starts_at DESC LIMIT 1
        ) AS last
      ) AS value FROM ${asked(args)}`,
  },
};
