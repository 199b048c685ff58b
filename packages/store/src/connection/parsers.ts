import type { Instant } from "@corridor/domain";
import pg from "pg";

const INT8 = 20;
const TIMESTAMPTZ = 1184;

/** `2026-11-09 15:00:00.5+00`, as a session in UTC writes it, as an instant of the domain. */
export function toInstant(text: string): Instant {
  const millis =
    text.charAt(19) === "." ? text.slice(20, text.indexOf("+", 20)).padEnd(3, "0").slice(0, 3) : "000";
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${millis}Z`;
}

/** Our numbers stay far below 2^53, and instants are text in all of Corridor. */
function getTypeParser(oid: number, format?: "text" | "binary") {
  if (oid === INT8) return Number;
  if (oid === TIMESTAMPTZ) return toInstant;
  return pg.types.getTypeParser(oid, format as "text");
}

export const parsers = { getTypeParser: getTypeParser as typeof pg.types.getTypeParser };
