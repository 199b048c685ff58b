import type { Frame } from "@corridor/protocol";

type PresenceFrame = Extract<Frame, { type: "presence" }>;
type Present = PresenceFrame["people"][number];

/** Who has a board open on this node. Told to everybody, at most once a second. */
export class Presence {
  readonly #tell: (frame: string) => void;
  readonly #open = new Map<string, { readonly present: Present; sockets: number }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (frame: string) => void) {
    this.#tell = tell;
  }

  join(present: Present): () => void {
    const known = this.#open.get(present.id);
    if (known) known.sockets += 1;
    else this.#open.set(present.id, { present, sockets: 1 });
    this.#soon();
    return () => {
      const here = this.#open.get(present.id);
      if (!here) return;
      here.sockets -= 1;
      if (here.sockets === 0) this.#open.delete(present.id);
      this.#soon();
    };
  }

  frame(): string {
    const people = [...this.#open.values()].map(({ present }) => present);
    return JSON.stringify({ type: "presence", people } satisfies PresenceFrame);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tell(this.frame());
    }, 1_000).unref();
  }
}
