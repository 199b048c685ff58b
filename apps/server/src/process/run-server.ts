import { EmbeddedDatabaseError } from "@corridor/store/embedded";
import { SchemaError } from "@corridor/store";
import type { Env } from "../env.ts";
import { RulesFault } from "../house/found-practice.ts";
import { traceOf } from "../plugins/app/problems.ts";
import { serve } from "./serve.ts";

/** Whoever asked it to stop waits no longer than this, whatever hangs. */
const LONGEST_STOP_MS = 9_800;

/** Serves until told to stop. Resolves when it listens; the process ends when it was stopped. */
export async function runServer(env: Env): Promise<void> {
  const say = (line: string) => console.error(line);
  const asked = new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, resolve);
  });
  try {
    const running = await serve(env, say);
    console.log(`Corridor is ready at ${running.url}`);
    void asked.then(async () => {
      setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
      await running.stop();
      process.exit(0);
    });
  } catch (error) {
    say(sentenceOf(error));
    process.exit(1);
  }
}

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
