import { setImmediate as turn } from "node:timers/promises";
import { pastBoard } from "@corridor/engine";
import type { CardRow, History } from "@corridor/engine/ports";

type Rows = readonly CardRow[];

/** Whoever looks back looks at a few places, and on: this many boards are kept. */
const KEPT = 4;

/**
 * The practice's boards of the past. Folding a long history takes a while: one at a time is folded, page by page
 * with everybody else's turn between them.
 */
export class PastBoards {
  readonly #practice: string;
  readonly #history: History;
  readonly #kept = new Map<number, Promise<Rows>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(practice: string, history: History) {
    this.#practice = practice;
    this.#history = byTurns(history);
  }

  at(seq: number): Promise<Rows> {
    const rows = this.#kept.get(seq) ?? this.#fold(seq);
    this.#kept.delete(seq);
    this.#kept.set(seq, rows);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return rows;
  }

  #fold(seq: number): Promise<Rows> {
    const rows = this.#last.then(() => pastBoard(this.#practice, this.#history, seq));
    this.#last = rows.catch(() => this.#kept.delete(seq));
    return rows;
  }
}

/** A history whose pages come one a turn. Folding reads pages and nothing else. */
const byTurns = (history: History): History =>
  ({
    walk: (practice, until) => inTurns(history.walk(practice, until)),
    decisions: (practice) => inTurns(history.decisions(practice)),
  }) as Pick<History, "walk" | "decisions"> as History;

async function* inTurns<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const page of pages) {
    yield page;
    await turn();
  }
}
