import type { Candidate, Person } from "@corridor/domain";
import { toInstant } from "../../connection/parsers.ts";
import { asked, type Room } from "./room.ts";

const args = ["role", "location"];

interface Found {
  readonly person: Person;
  readonly load: number;
  readonly open: number;
  readonly last: string | null;
}

/** `loadOf` of the domain, added up; the contract holds the two together. */
const load = `SELECT coalesce(sum(CASE c.priority WHEN 'urgent' THEN 3 WHEN 'high' THEN 2 ELSE 1 END), 0)
  FROM card c WHERE c.practice = $1 AND c.assignee = p.id AND NOT c.is_final`;

const open =
  "SELECT count(*)::integer FROM card c WHERE c.practice = $1 AND c.assignee = p.id AND NOT c.is_final";

const last =
  "SELECT e.at::text FROM event e WHERE e.practice = $1 AND e.assigned = p.id ORDER BY e.seq DESC LIMIT 1";

/**
 * Who of a role may be given a card at a location, in order of id. No locations named means everywhere.
 */
export const pool: Room<"pool"> = {
  args,
  statement: {
    name: "fact-pool",
    text: `SELECT n, (
        SELECT coalesce(json_agg(json_build_object('person', p.body, 'load', (${load}), 'open', (${open}), 'last', (${last})) ORDER BY p.id), '[]')
        FROM record p
        WHERE p.practice = $1 AND p.kind = 'person' AND (p.body -> 'active')::boolean AND p.body -> 'roles' ? asked.role
          AND (p.body -> 'locations' = '[]' OR p.body -> 'locations' ? asked.location)
      ) AS value FROM ${asked(args)}`,
  },
  read: (found: readonly Found[]) =>
    found.map(({ person, load: weight, open: count, last: at }): Candidate => {
      return { person, load: weight, open: count, lastAssignedAt: at === null ? null : toInstant(at) };
    }),
};
