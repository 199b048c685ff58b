import { type FSWatcher, watch } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Hears of changes in a directory and those below it, each watched for itself: a watch of a whole tree loses a file that
 * editors replace again and again. Deaf where the system can not tell.
 */
export class WatchedDirectories {
  readonly #root: string;
  readonly #changed: () => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #closed = false;

  constructor(root: string, changed: () => void) {
    this.#root = root;
    this.#changed = changed;
  }

  /** Watches directories that are new, and no longer those that are gone. */
  async refresh(): Promise<void> {
    const entries = await readdir(this.#root, { recursive: true, withFileTypes: true }).catch(() => []);
    if (this.#closed) return;
    const below = entries.filter((entry) => entry.isDirectory());
    const all = new Set([this.#root, ...below.map(({ parentPath, name }) => join(parentPath, name))]);
    for (const dir of [...this.#watchers.keys()]) if (!all.has(dir)) this.#forget(dir);
    for (const dir of all) if (!this.#watchers.has(dir)) this.#watch(dir);
  }

  close(): void {
    this.#closed = true;
    for (const dir of [...this.#watchers.keys()]) this.#forget(dir);
  }

  #watch(dir: string): void {
    try {
      const watcher = watch(dir, { persistent: false }, this.#changed);
      watcher.on("error", () => this.#forget(dir));
      this.#watchers.set(dir, watcher);
    } catch {
      // Gone again, or the system watches no more: it is looked at now and then all the same.
    }
  }

  #forget(dir: string): void {
    this.#watchers.get(dir)?.close();
    this.#watchers.delete(dir);
  }
}
