/** Something to tell the person, once. */
export interface Notice {
  readonly kind: "done" | "refused" | "conflict" | "fault";
  readonly card: string;
  readonly text: string;
  /** The step it tells of. A later notice of the same step stands in the place of the earlier one. */
  readonly step?: string;
  /** Set where the step can be taken back. */
  readonly undo?: () => void;
}

type Listener = (notice: Notice) => void;

/** Listeners of notices. */
export class Notices {
  readonly #listeners = new Set<Listener>();

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(notice: Notice): void {
    for (const listener of this.#listeners) listener(notice);
  }
}
