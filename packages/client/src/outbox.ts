import type { CommandAnswer, Command } from "@corridor/protocol";
import { backoff } from "./backoff.ts";
import type { Clock } from "./ports.ts";
import { isUnreached } from "./refusal.ts";

export interface Order {
  readonly key: string;
  readonly card: string;
  readonly request: Command;
  /** The version the person saw. */
  readonly seen: number;
}

export interface OutboxDeps {
  post(order: Order, version: number): Promise<CommandAnswer>;
  accepted(order: Order, answer: CommandAnswer): void;
  refused(order: Order, error: unknown): void;
  readonly clock: Clock;
  random(): number;
}

interface Line {
  readonly waiting: Order[];
  /** The version our own last command left behind, as long as nobody else was in between. */
  own: number;
  busy: boolean;
  tries: number;
}

/** Tries on a line that is up, over about two minutes: as long as a server takes to start its database again. */
const PATIENCE = 14;

/**
 * One command per card on its way, the next behind it. What got no answer is sent again under the same key, so
 * that it happens once; while the line is down everything waits.
 */
export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #lines = new Map<string, Line>();
  #held = false;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
  }

  /** Commands not answered yet. */
  get size(): number {
    return [...this.#lines.values()].reduce((sum, line) => sum + line.waiting.length, 0);
  }

  isWaiting(card: string): boolean {
    return this.#lines.has(card);
  }

  /** Whether a key is one of ours that has not been answered. */
  find(key: string): Order | undefined {
    for (const line of this.#lines.values()) {
      const order = line.waiting.find((waiting) => waiting.key === key);
      if (order) return order;
    }
    return undefined;
  }

  add(order: Order): void {
    const line = this.#lines.get(order.card) ?? { waiting: [], own: 0, busy: false, tries: 0 };
    this.#lines.set(order.card, line);
    line.waiting.push(order);
    this.#next(line);
  }

  /** The line is down: nothing is sent until `release`. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    for (const line of this.#lines.values()) {
      line.tries = 0;
      this.#next(line);
    }
  }

  #next(line: Line): void {
    const order = line.waiting[0];
    if (!order || line.busy || this.#held) return;
    line.busy = true;
    const version = Math.max(order.seen, line.own);
    this.#deps.post(order, version).then(
      (answer) => {
        // One step further, and by us: what this person has seen includes it. Otherwise somebody was in between,
        // and what waits must not pass for having seen them.
        if (answer.events.length > 0 && answer.version === version + 1) line.own = answer.version;
        this.#done(line, order, () => this.#deps.accepted(order, answer));
      },
      (error: unknown) => this.#failed(line, order, error),
    );
  }

  #failed(line: Line, order: Order, error: unknown): void {
    line.tries += 1;
    if (!isUnreached(error) || (line.tries >= PATIENCE && !this.#held)) {
      this.#done(line, order, () => this.#deps.refused(order, error));
      return;
    }
    this.#deps.clock.after(backoff(line.tries, this.#deps.random), () => {
      line.busy = false;
      this.#next(line);
    });
  }

  #done(line: Line, order: Order, tell: () => void): void {
    line.waiting.shift();
    line.busy = false;
    line.tries = 0;
    if (line.waiting.length === 0) this.#lines.delete(order.card);
    tell();
    this.#next(line);
  }

  /** Drops the moves behind a refused one: they were meant from a place the card never reached. */
  dropMoves(card: string): readonly Order[] {
    const line = this.#lines.get(card);
    if (!line) return [];
    const dropped = line.waiting.filter(
      (order, i) => order.request.type === "move" && !(line.busy && i === 0),
    );
    for (const order of dropped) line.waiting.splice(line.waiting.indexOf(order), 1);
    if (line.waiting.length === 0) this.#lines.delete(card);
    return dropped;
  }
}
