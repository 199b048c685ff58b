import { asked, type Room } from "./room.ts";

const args = ["patient", "since"];

/** The messages that were let out to a patient from an instant on, and have not come to nothing. */
export const written: Room<"written"> = {
  args,
  statement: {
    name: "fact-written",
    text: `SELECT n, (
        SELECT coalesce(json_agg(json_build_object(
          'effect', o.effect_key, 'template', o.body #> '{event,data,template}') ORDER BY o.effect_key), '[]')
        FROM outbox o
        WHERE o.practice = $1 AND o.recipient = asked.patient AND o.released_at >= asked.since::timestamptz
          AND o.status <> 'dead'
      ) AS value FROM ${asked(args)}`,
  },
};
