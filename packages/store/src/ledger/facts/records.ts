import { asked, type Room } from "./room.ts";

const body = (kind: string): string =>
  `SELECT n, (SELECT r.body FROM record r WHERE r.practice = $1 AND r.kind = '${kind}' AND r.id = arg ->> 0) AS value
   FROM ${asked}`;

/** The patient's record. */
export const patient: Room<"patient"> = { statement: { name: "fact-patient", text: body("patient") } };

/** Someone who works here. */
export const person: Room<"person"> = { statement: { name: "fact-person", text: body("person") } };

/** Whether such a ruleset was ever uploaded. */
export const ruleset: Room<"ruleset"> = {
  statement: {
    name: "fact-ruleset",
    text: `SELECT n, EXISTS (SELECT FROM ruleset s WHERE s.practice = $1 AND s.hash = arg ->> 0) AS value FROM ${asked}`,
  },
};
