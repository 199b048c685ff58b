import type { Event, Instant, Subject } from "@corridor/domain";

/** In the order the domain names them. */
export const eventColumns = `seq, id, subject_kind, subject_id, version, type, data, actor_kind, actor_id, actor_role,
  cause, root, depth, ruleset, at`;

export interface EventRow {
  readonly seq: number;
  readonly id: string;
  readonly subject_kind: Subject["kind"];
  readonly subject_id: string;
  readonly version: number;
  readonly type: string;
  readonly data: unknown;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly actor_role: string;
  readonly cause: string | null;
  readonly root: string;
  readonly depth: number;
  readonly ruleset: string;
  readonly at: Instant;
}

export function toEvent(row: EventRow): Event {
  const { seq, id, version, type, data, cause, root, depth, ruleset, at } = row;
  return {
    ...{ id, type, data, cause, root, depth, seq, version, ruleset, at },
    subject: { kind: row.subject_kind, id: row.subject_id },
    actor: { kind: row.actor_kind, id: row.actor_id, role: row.actor_role },
    // What was written came from an event, so type and data belong together.
  } as Event;
}
