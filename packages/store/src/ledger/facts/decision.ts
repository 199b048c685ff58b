import { type PastDecision, touchedInTheEnd } from "@corridor/domain";
import { toInstant } from "../../connection/parsers.ts";
import { type EventRow, eventColumns, toEvent } from "../event-row.ts";
import { asked, type Room } from "./room.ts";

const args = ["event"];

interface Found {
  readonly events: readonly (Omit<EventRow, "at"> & { readonly at: string })[];
  readonly since: Parameters<typeof touchedInTheEnd>[0];
  readonly effects: PastDecision["effects"];
}

const events = `SELECT json_agg(row_to_json(own) ORDER BY own.seq) FROM (
    SELECT ${eventColumns}::text AS at FROM event e WHERE e.practice = $1 AND e.seq BETWEEN d.first_seq AND d.last_seq
  ) AS own`;

const since = `SELECT coalesce(json_agg(json_build_object('type', e.type, 'data', e.data, 'root', e.root) ORDER BY e.seq), '[]') FROM event e
  WHERE e.practice = $1 AND e.subject_kind = d.subject_kind AND e.subject_id = d.subject_id AND e.seq > d.last_seq`;

/** Sent, and also while a sender has it, or had it and never answered: then nobody knows. */
const sent = `SELECT o.status = 'sent' OR (o.status = 'pending' AND o.lease_until IS NOT NULL) FROM outbox o
  WHERE o.practice = $1 AND o.effect_key = effect ->> 'key'`;

const effects = `SELECT coalesce(
    json_agg(json_build_object('key', effect -> 'key', 'sent', coalesce((${sent}), false)) ORDER BY place), '[]')
  FROM jsonb_array_elements(d.body -> 'effects') WITH ORDINALITY AS queued (effect, place)`;

/** Whether the event is really one of the decision's: its id is more than the decision's with anything behind it. */
const own = `SELECT 1 FROM event e
  WHERE e.practice = $1 AND e.seq BETWEEN d.first_seq AND d.last_seq AND e.id = asked.event`;

/** The decision an event belongs to: named by the event's id without the number at its end. */
export const decision: Room<"decision"> = {
  args,
  statement: {
    name: "fact-decision",
    text: `SELECT n, (
        SELECT json_build_object('events', (${events}), 'since', (${since}), 'effects', (${effects}))
        FROM decision d
        WHERE d.practice = $1 AND d.first_seq IS NOT NULL
          AND d.id = left(asked.event, greatest(0, length(asked.event) - strpos(reverse(asked.event), '/')))
          AND EXISTS (${own})
      ) AS value FROM ${asked(args)}`,
  },
  read: (found: Found | null): PastDecision | null =>
    found && {
      events: found.events.map((row) => toEvent({ ...row, at: toInstant(row.at) })),
      touchedSince: touchedInTheEnd(found.since),
      effects: found.effects,
    },
};
