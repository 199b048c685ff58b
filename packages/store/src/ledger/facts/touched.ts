import { type Event, touchedBy } from "@corridor/domain";
import { asked, type Room } from "./room.ts";

const args = ["card", "version"];

type Touching = Pick<Event, "type" | "data">;

/** What events touched, each thing once, in the order it was first touched. Only the domain knows what touches what. */
const touchedByAll = (events: readonly Touching[]): readonly string[] => [
  ...new Set(events.flatMap((event) => touchedBy(event as Event))),
];

/** What events of a card after the version somebody saw have touched. */
export const touched: Room<"touched"> = {
  args,
  statement: {
    name: "fact-touched",
    text: `SELECT n, (
        SELECT coalesce(json_agg(json_build_object('type', e.type, 'data', e.data) ORDER BY e.seq), '[]') FROM event e
        WHERE e.practice = $1 AND e.subject_kind = 'card' AND e.subject_id = asked.card
          AND e.version > asked.version::integer
      ) AS value FROM ${asked(args)}`,
  },
  read: (events: readonly Touching[]) => touchedByAll(events),
};
