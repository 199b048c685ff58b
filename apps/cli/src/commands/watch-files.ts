import { watch } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

/** An editor writes a file in several goes. */
const REST_MS = 100;

/**
 * Reads a directory again whenever something in it has come to rest, and says what it reads when that is other than
 * before. `known` is what was read last; what has changed since is said at once. Goes on for as long as it is let.
 */
export async function* watchFiles<T>(dir: string, read: () => Promise<T>, known: T): AsyncGenerator<T> {
  const changes = watch(dir, { recursive: true });
  for (let before = JSON.stringify(known); ; ) {
    // It begins to watch when it is asked: only then nothing can change unseen while it reads.
    const change = changes.next();
    const files = await read();
    const now = JSON.stringify(files);
    if (now !== before) yield files;
    before = now;
    if ((await change).done) return;
    await wait(REST_MS);
  }
}
