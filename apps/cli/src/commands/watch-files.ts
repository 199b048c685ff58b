import { setTimeout as wait } from "node:timers/promises";
import { WatchedDirectories } from "@corridor/server";

/** An editor writes a file in several goes. */
const REST_MS = 100;
/** Where the system does not tell of a change, it is looked for so often. */
const LOOK_MS = 2_000;

/**
 * Reads a directory again whenever something in it has come to rest, and says what it reads when that is other than
 * before. `known` is what was read last; what has changed since is said at once. Goes on for as long as it is let.
 */
export async function* watchFiles<T>(dir: string, read: () => Promise<T>, known: T): AsyncGenerator<T> {
  let hear: () => void = () => undefined;
  const watched = new WatchedDirectories(dir, () => hear());
  try {
    for (let before = JSON.stringify(known); ; ) {
      // It listens before it reads: nothing can change unseen meanwhile.
      const heard = new Promise<void>((resolve) => (hear = resolve));
      await watched.refresh();
      const files = await read();
      const now = JSON.stringify(files);
      if (now !== before) yield files;
      before = now;
      await Promise.race([heard, wait(LOOK_MS)]);
      await wait(REST_MS);
    }
  } finally {
    watched.close();
  }
}
