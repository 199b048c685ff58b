import type { Env } from "../env.ts";
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
    const { sentenceOf } = await import("./sentence-of.ts");
    say(sentenceOf(error));
    process.exit(1);
  }
}
