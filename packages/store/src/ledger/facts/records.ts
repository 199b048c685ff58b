import { asked, type Room } from "./room.ts";

const args = ["id"];

const body = (kind: string): string => `SELECT n, (
    SELECT r.body FROM record r WHERE r.practice = $1 AND r.kind = '${kind}' AND r.id = asked.id
  ) AS value FROM ${asked(args)}`;

/** The patient's record. */
export const patient: Room<"patient"> = { args, statement: { name: "fact-patient", text: body("patient") } };

/** Someone who works here. */
export const person: Room<"person"> = { args, statement: { name: "fact-person", text: body("person") } };

/** The ruleset that decides for cards of an older version of the lifecycle. */
export const lifecycle: Room<"lifecycle"> = {
  args: ["version"],
  statement: {
    name: "fact-lifecycle",
    text: `SELECT n, (
        SELECT r.body #>> ARRAY['lifecycles', asked.version] FROM record r
        WHERE r.practice = $1 AND r.kind = 'practice' AND r.id = $1
      ) AS value FROM ${asked(["version"])}`,
  },
};

/** Ids of the rules that are paused, in order. It has no argument; the empty one gives its key a place. */
export const paused: Room<"paused"> = {
  args: ["all"],
  statement: {
    name: "fact-paused",
    text: `SELECT n, ARRAY(
        SELECT jsonb_object_keys(r.body -> 'paused') FROM record r
        WHERE r.practice = $1 AND r.kind = 'practice' AND r.id = $1 ORDER BY 1
      ) AS value FROM ${asked(["all"])}`,
  },
};

/** Whether such a ruleset was ever uploaded. */
export const ruleset: Room<"ruleset"> = {
  args,
  statement: {
    name: "fact-ruleset",
    text: `SELECT n, (SELECT true FROM ruleset s WHERE s.practice = $1 AND s.hash = asked.id) AS value FROM ${asked(args)}`,
  },
  read: (found: true | null) => found ?? false,
};
