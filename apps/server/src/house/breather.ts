import { setImmediate as turn } from "node:timers/promises";

/** So long nobody else waits while something long is done piece by piece. */
const A_TURN_MS = 8;

/** Called between two pieces: lets others have a turn where they have waited long enough. */
export function breather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < A_TURN_MS) return;
    await turn();
    since = performance.now();
  };
}
