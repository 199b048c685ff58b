import type { CardSummary } from "@corridor/domain/board";

/** A step of this person that may be taken back. */
export interface Done {
  readonly key: string;
  readonly card: string;
  readonly text: string | null;
  /** The card as it was shown before. */
  readonly before: CardSummary;
}

interface Entry extends Done {
  /** The id of the step's first event; null when it did not happen. */
  readonly event: Promise<string | null>;
  readonly settle: (event: string | null) => void;
}

const DEEPEST = 30;

/** This person's steps, the last on top. A step may be taken before its answer came: it then waits for it. */
export class UndoStack {
  #entries: readonly Entry[] = [];
  readonly #open = new Map<string, Entry>();

  push(done: Done): void {
    let settle: (event: string | null) => void = () => {};
    const event = new Promise<string | null>((resolve) => {
      settle = resolve;
    });
    const entry = { ...done, event, settle };
    this.#open.set(done.key, entry);
    this.#entries = [...this.#entries.slice(1 - DEEPEST), entry];
  }

  /** The step's answer came. A step that did not happen, or changed nothing, leaves the stack. */
  happened(key: string, event: string | null): void {
    this.#open.get(key)?.settle(event);
    this.#open.delete(key);
    if (event === null) this.#entries = this.#entries.filter((entry) => entry.key !== key);
  }

  pop(): Done | undefined {
    return this.take(this.#entries.at(-1)?.key ?? "");
  }

  take(key: string): Done | undefined {
    const entry = this.#entries.find((candidate) => candidate.key === key);
    this.#entries = this.#entries.filter((candidate) => candidate !== entry);
    return entry;
  }

  eventOf(done: Done): Promise<string | null> {
    return (done as Entry).event;
  }
}
