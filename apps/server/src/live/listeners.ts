import type { View, Views } from "./views.ts";

/** One open board. `send` answers false when the socket cannot keep up and was closed. */
export interface Listener {
  readonly role: string;
  readonly location: string | null;
  send(frame: string): boolean;
  /** Tells the browser to load its board anew. */
  resync(): void;
}

/** Who is listening live, by view: a frame is made once for all of a view. */
export class Listeners {
  readonly #views: Views;
  readonly #groups = new Map<string, Set<Listener>>();

  constructor(views: Views) {
    this.#views = views;
  }

  /** Adds a listener that has been told everything so far; returns what takes it away. */
  add(listener: Listener): () => void {
    const key = `${listener.role}|${listener.location ?? "*"}`;
    const group = this.#groups.get(key) ?? new Set();
    this.#groups.set(key, group.add(listener));
    return () => {
      group.delete(listener);
      if (group.size > 0 || this.#groups.get(key) !== group) return;
      this.#groups.delete(key);
      // A role's own view serves its next board; that of a location is made again when somebody comes.
      if (listener.location !== null) this.#views.drop(listener.role, listener.location);
    };
  }

  /** Boards that listen now. */
  get size(): number {
    return [...this.#groups.values()].reduce((sum, group) => sum + group.size, 0);
  }

  tell(frameOf: (view: View) => string): void {
    for (const group of this.#groups.values()) {
      const [one] = group;
      if (!one) continue;
      const frame = frameOf(this.#views.of(one.role, one.location));
      for (const listener of [...group]) listener.send(frame);
    }
  }

  /** The same frame to everybody, whatever they see. */
  all(frame: string): void {
    for (const group of [...this.#groups.values()]) for (const listener of [...group]) listener.send(frame);
  }

  resync(): void {
    for (const group of [...this.#groups.values()]) for (const listener of [...group]) listener.resync();
  }
}
