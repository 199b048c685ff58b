import { asked, type Room } from "./room.ts";

const args = ["id"];

const body = (kind: string): string => `SELECT n, (
    SELECT r.body FROM record r WHERE r.practice = $1 AND r.kind = '${kind}' AND r.id = asked.id
  ) AS value FROM ${asked(args)}`;

/** The patient's record. */
export const patient: Room<"patient"> = { args, statement: { name: "fact-patient", text: body("patient") } };

/** Someone who works here. */
export const person: Room<"person"> = { args, statement: { name: "fact-person", text: body("person") } };

/** Whether such a ruleset was ever uploaded. */
export const ruleset: Room<"ruleset"> = {
  args,
  statement: {
    name: "fact-ruleset",
    text: `SELECT n, (SELECT true FROM ruleset s WHERE s.practice = $1 AND s.hash = asked.id) AS value FROM ${asked(args)}`,
  },
  read: (found: true | null) => found ?? false,
};
