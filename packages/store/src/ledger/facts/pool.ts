import type { Candidate, Instant, Person } from "@corridor/domain";
import { toInstant } from "../../connection/parsers.ts";
import { asked, type Room } from "./room.ts";

interface Found {
  readonly person: Person;
  readonly load: number;
  readonly last: string | null;
}

/**
 * Who of a role may be given a card at a location, in order of id. No locations named means everywhere. An urgent card
 * weighs three, a high one two; a card at the end of its way weighs nothing.
 */
export const pool: Room<"pool"> = {
  statement: {
    name: "fact-pool",
    text: `SELECT n, (
        SELECT coalesce(json_agg(json_build_object(
          'person', p.body,
          'load', (
            SELECT coalesce(sum(CASE c.priority WHEN 'urgent' THEN 3 WHEN 'high' THEN 2 ELSE 1 END), 0)
            FROM card c WHERE c.practice = $1 AND c.assignee = p.id AND NOT c.is_final),
          'last', (
            SELECT e.at::text FROM event e WHERE e.practice = $1 AND e.assigned = p.id ORDER BY e.seq DESC LIMIT 1)
        ) ORDER BY p.id), '[]')
        FROM record p
        WHERE p.practice = $1 AND p.kind = 'person' AND (p.body -> 'active')::boolean AND p.body -> 'roles' ? (arg ->> 0)
          AND (p.body -> 'locations' = '[]' OR p.body -> 'locations' ? (arg ->> 1))
      ) AS value FROM ${asked}`,
  },
  read: (found: readonly Found[]) =>
    found.map(({ person, load, last }): Candidate => {
      const lastAssignedAt: Instant | null = last === null ? null : toInstant(last);
      return { person, load, lastAssignedAt };
    }),
};
