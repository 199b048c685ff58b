import type { PastDecision } from "@corridor/domain";
import { type EventRow, eventColumns, toEvent } from "../event-row.ts";
import { toInstant } from "../../connection/parsers.ts";
import { asked, type Room } from "./room.ts";
import { touchedByAll, type Touching } from "./touched.ts";

interface Found {
  readonly events: readonly (Omit<EventRow, "at"> & { readonly at: string })[];
  readonly since: readonly Touching[];
  readonly effects: PastDecision["effects"];
}

/**
 * The decision an event belongs to. An effect counts as sent when it is, and also while a sender has it or had it and
 * never answered: then nobody knows.
 */
export const decision: Room<"decision"> = {
  statement: {
    name: "fact-decision",
    text: `SELECT n, (
        SELECT json_build_object(
          'events', (
            SELECT json_agg(row_to_json(own) ORDER BY own.seq) FROM (
              SELECT ${eventColumns.replace(/\bat$/, "at::text AS at")} FROM event e
              WHERE e.practice = $1 AND e.seq BETWEEN d.first_seq AND d.last_seq) AS own),
          'since', (
            SELECT coalesce(json_agg(json_build_object('type', e.type, 'data', e.data) ORDER BY e.seq), '[]') FROM event e
            WHERE e.practice = $1 AND e.subject_kind = d.subject_kind AND e.subject_id = d.subject_id AND e.seq > d.last_seq),
          'effects', (
            SELECT coalesce(json_agg(json_build_object('key', queued.key, 'sent', coalesce(
              o.status <> 'dead' AND (o.status = 'sent' OR o.lease_until IS NOT NULL), false)) ORDER BY queued.n), '[]')
            FROM jsonb_array_elements(d.body -> 'effects') WITH ORDINALITY AS listed (effect, n),
              LATERAL (SELECT effect ->> 'key' AS key, n) AS queued
            LEFT JOIN outbox o ON o.practice = $1 AND o.effect_key = queued.key)
        ) FROM decision d
        WHERE d.practice = $1 AND d.id = left(arg ->> 0, greatest(0, length(arg ->> 0) - strpos(reverse(arg ->> 0), '/')))
          AND d.first_seq IS NOT NULL
      ) AS value FROM ${asked}`,
  },
  read: (found: Found | null): PastDecision | null =>
    found && {
      events: found.events.map((row) => toEvent({ ...row, at: toInstant(row.at) })),
      touchedSince: touchedByAll(found.since),
      effects: found.effects,
    },
};
