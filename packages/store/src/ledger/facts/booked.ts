import { asked, type Room } from "./room.ts";

/**
 * The card whose appointment overlaps a provider's time. Appointments of a provider never overlap each other, so only
 * the last one that begins before the end can: one step into the index, where the range operators of the constraint
 * would read everything (they are not leakproof, so row-level security keeps them from it).
 */
export const booked: Room<"booked"> = {
  statement: {
    name: "fact-booked",
    text: `SELECT n, (
        SELECT CASE WHEN last.ends_at > (arg ->> 1)::timestamptz THEN last.card END FROM (
          SELECT a.card, a.ends_at FROM appointment a
          WHERE a.practice = $1 AND a.provider = arg ->> 0 AND a.card <> arg ->> 3
            AND a.starts_at < (arg ->> 1)::timestamptz + (arg ->> 2)::integer * interval '1 minute'
          ORDER BY a.starts_at DESC LIMIT 1
        ) AS last
      ) AS value FROM ${asked}`,
  },
};
