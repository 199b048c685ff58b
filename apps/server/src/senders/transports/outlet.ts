import { setTimeout as sleep } from "node:timers/promises";
import type { Delivery } from "@corridor/engine";
import { Circuit } from "./circuit.ts";

/** Longer than this nothing waits for its turn: it goes back, and another node may have it. */
const LONGEST_WAIT_MS = 10_000;

export interface OutletLimits {
  /** Deliveries under way at once. */
  readonly atOnce: number;
  readonly perSecond: number;
}

/**
 * The way to one host: so many at once, so many a second, and none while it does not answer. What finds no way through
 * in time goes back untried.
 */
export class Outlet {
  readonly #limits: OutletLimits;
  readonly #circuit = new Circuit();
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #nextAt = 0;

  constructor(limits: OutletLimits) {
    this.#limits = limits;
  }

  async through<T extends Delivery>(work: () => Promise<T>): Promise<T | Delivery> {
    const shutMs = this.#circuit.shutFor(performance.now());
    if (shutMs > 0) return held(shutMs, "circuit_open");
    const paceMs = this.#pace();
    if (paceMs > LONGEST_WAIT_MS) return held(paceMs, "too_many");
    if (paceMs > 0) await sleep(paceMs);
    if (!(await this.#turn())) return held(1_000, "too_many");
    try {
      const delivery = await work();
      this.#circuit.note(delivery.sent || !("retry" in delivery) || !delivery.retry, performance.now());
      return delivery;
    } finally {
      this.#underWay -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** Milliseconds until its moment; the moment is taken where that is worth waiting for. */
  #pace(): number {
    const now = performance.now();
    const at = Math.max(now, this.#nextAt);
    if (at - now <= LONGEST_WAIT_MS) this.#nextAt = at + 1_000 / this.#limits.perSecond;
    return at - now;
  }

  async #turn(): Promise<boolean> {
    if (this.#underWay < this.#limits.atOnce) {
      this.#underWay += 1;
      return true;
    }
    return new Promise((resolve) => {
      const mine = () => {
        clearTimeout(timer);
        this.#underWay += 1;
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(mine), 1);
        resolve(false);
      }, LONGEST_WAIT_MS);
      this.#waiting.push(mine);
    });
  }
}

const held = (ms: number, error: string): Delivery => ({ sent: false, heldMs: Math.ceil(ms), error });
