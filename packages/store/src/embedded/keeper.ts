import { setTimeout as sleep } from "node:timers/promises";
import { launch } from "./cluster.ts";
import type { Place } from "./place.ts";
import { findPostmaster, signal, stopPostmaster } from "./postmaster.ts";
import type { Supervised } from "./supervisor.ts";

/** How long a clean stop may take; its last act is writing all changed pages out. */
export const stopWithinMs = 20_000;

/** A Postgres that is started again whenever it ends without being asked to. */
export interface Keeper {
  stop(): Promise<void>;
}

/** Starts Postgres at `place` and keeps it running until told to stop. */
export async function keepRunning(place: Place, log: (line: string) => void): Promise<Keeper> {
  const asked = new AbortController();
  let server = await relaunch(place, log, asked.signal);
  const kept = (async () => {
    while (!asked.signal.aborted) {
      const code = await server.ended;
      server.letGo();
      if (asked.signal.aborted) return;
      log(`Postgres ended by itself (code ${code}); starting it again`);
      server = await relaunch(place, log, asked.signal);
    }
  })();
  kept.catch((error: Error) => log(`Postgres could not be started again: ${error.message}`));
  return {
    async stop() {
      asked.abort();
      const tooLong = setTimeout(() => quit(place), stopWithinMs);
      server.hold();
      server.letGo();
      await kept.catch(() => undefined);
      // A restart that was under way when we were asked has left a new one.
      server.letGo();
      await server.ended;
      clearTimeout(tooLong);
    },
  };
}

/** Immediate shutdown loses nothing either: the next start replays the log. */
function quit(place: Place): void {
  const left = findPostmaster(place.data);
  if (left !== undefined) signal(left.pid, "SIGQUIT");
}

/** Tries for some seconds: after a crash, backends of the old Postgres may take a moment to leave. */
async function relaunch(place: Place, log: (line: string) => void, asked: AbortSignal): Promise<Supervised> {
  for (let attempt = 1; ; attempt++) {
    const left = findPostmaster(place.data);
    if (left !== undefined) await stopPostmaster(place.data, left.pid, stopWithinMs);
    try {
      return await launch(place, log);
    } catch (error) {
      if (attempt === 10 || asked.aborted || !isPassing(error)) throw error;
      await sleep(50 * attempt);
    }
  }
}

function isPassing(error: unknown): boolean {
  return (
    error instanceof Error && /shared memory block|postmaster\.pid|Address already in use/.test(error.message)
  );
}
