import { asked, type Room } from "./room.ts";

const args = ["effect"];

/** How a delivery stands, whose it is, and what it asks of a connector if it does. */
export const delivery: Room<"delivery"> = {
  args,
  statement: {
    name: "fact-delivery",
    text: `SELECT n, (
        SELECT json_build_object('status', o.status, 'subject', json_build_object('kind', o.subject_kind, 'id', o.subject_id),
          'call', CASE WHEN o.kind = 'call' THEN json_build_object(
            'connector', o.body #> '{event,data,connector}', 'op', o.body #> '{event,data,op}') END)
        FROM outbox o WHERE o.practice = $1 AND o.effect_key = asked.effect
      ) AS value FROM ${asked(args)}`,
  },
};
