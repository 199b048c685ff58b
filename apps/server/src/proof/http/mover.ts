import { setTimeout as sleep } from "node:timers/promises";
import type { Caller } from "./caller.ts";

export const CARDS_EACH = 3;
/** How long it goes on asking before it gives up. */
const PATIENCE_MS = 30_000;

/** A card's round: each step changes its place, starts rules, and arms or drops clocks. */
const ROUND = [
  ...["intake.forms_sent", "intake.forms_received", "intake.ready"],
  ...["scheduling.unscheduled", "scheduling.waitlisted", "intake.new"],
];

export interface Move {
  readonly card: string;
  readonly to: string;
  readonly key: string;
}
export interface Acknowledged extends Move {
  readonly seq: number;
  readonly tries: number;
}

/** Somebody with cards of their own, who moves them and insists on an answer. */
export class Mover {
  readonly acknowledged: Acknowledged[] = [];
  /** What it has asked and not been answered. */
  waiting: Move | null = null;
  readonly #caller: Caller;
  readonly #name: string;
  readonly #cards: { readonly id: string; version: number; moves: number }[] = [];

  constructor(name: string, caller: Caller) {
    this.#name = name;
    this.#caller = caller;
  }

  async open(): Promise<void> {
    for (let n = 0; n < CARDS_EACH; n += 1) {
      const body = { type: "visit", location: n % 2 ? "riverside" : "northgate", patient: "pat", fields: {} };
      const made = await this.#caller.ask("POST", "/cards", { body });
      if (made.status !== 201) throw new Error(made.text);
      this.#cards.push({ id: made.body.card.id, version: made.body.card.version, moves: 0 });
    }
  }

  /** The next move of its next card, asked with the same key until it is answered. */
  async move(): Promise<void> {
    const card = this.#cards.reduce((least, one) => (one.moves < least.moves ? one : least));
    const to = ROUND[card.moves % ROUND.length] ?? "";
    const key = `${this.#name}-${this.acknowledged.length}`;
    this.waiting = { card: card.id, to, key };
    const headers = { "if-match": `"${card.version}"`, "idempotency-key": key };
    const until = performance.now() + PATIENCE_MS;
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#caller
        .ask("POST", `/cards/${card.id}/commands`, { body: { type: "move", to }, headers })
        .catch(() => null);
      if (answer !== null) {
        if (answer.status !== 200) throw new Error(`${key} to ${to}: ${answer.text}`);
        this.acknowledged.push({ ...this.waiting, seq: answer.body.seq, tries });
        this.waiting = null;
        card.version = answer.body.version;
        card.moves += 1;
        return;
      }
      if (performance.now() > until) throw new Error(`nobody answers ${key}`);
      await sleep(20);
    }
  }

  close(): void {
    this.#caller.close();
  }
}
