import { EmbeddedDatabaseError } from "@corridor/store/embedded";
import { SchemaError } from "@corridor/store";
import { RulesFault } from "../house/found-practice.ts";
import { traceOf } from "../plugins/app/problems.ts";

/** What a person at the terminal is told. Texts of unknown errors may hold values, so only their place is said. */
export function sentenceOf(error: unknown): string {
  if (error instanceof EmbeddedDatabaseError || error instanceof SchemaError || error instanceof RulesFault)
    return error.message;
  const { name, code, stack } = traceOf(error);
  if (code === "EADDRINUSE") return "The port is in use; set PORT to another one.";
  if (code === "ECONNREFUSED") return "The database of DATABASE_URL does not answer.";
  return [`Corridor could not start: ${name}${code === undefined ? "" : ` (${code})`}`, ...stack].join(
    "\n  ",
  );
}
