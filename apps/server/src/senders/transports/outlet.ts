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
  readonly #impatient = new Set<() => void>();
  #underWay = 0;
  #nextAt = 0;
  #hurried = false;

  constructor(limits: OutletLimits) {
    this.#limits = limits;
  }

  async through<T extends Delivery>(work: () => Promise<T>): Promise<T | Delivery> {
    const shutMs = this.#circuit.shutFor(performance.now());
    if (shutMs > 0) return held(shutMs, "circuit_open");
    const paceMs = this.#pace();
    if (paceMs > LONGEST_WAIT_MS) return held(paceMs, "too_many");
    if (!(await this.#moment(paceMs)) || !(await this.#turn())) return held(1_000, "too_many");
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

  /** Nothing waits for its moment or its turn any more: what has not begun goes back. */
  hurry(): void {
    this.#hurried = true;
    for (const leave of [...this.#impatient]) leave();
  }

  async #moment(ms: number): Promise<boolean> {
    if (ms <= 0) return true;
    return this.#waitFor(ms, true, () => undefined);
  }

  async #turn(): Promise<boolean> {
    if (this.#underWay < this.#limits.atOnce) {
      this.#underWay += 1;
      return true;
    }
    return this.#waitFor(LONGEST_WAIT_MS, false, (taken) => {
      const mine = () => {
        this.#underWay += 1;
        taken();
      };
      this.#waiting.push(mine);
      return () => this.#waiting.splice(this.#waiting.indexOf(mine), 1);
    });
  }

  /** Waits so long: for its moment, which then has come, or for its turn, which then has not. */
  #waitFor(
    ms: number,
    atTheEnd: boolean,
    begin: (taken: () => void) => (() => void) | undefined,
  ): Promise<boolean> {
    if (this.#hurried) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (came: boolean) => {
        clearTimeout(timer);
        this.#impatient.delete(leave);
        resolve(came);
      };
      const giveUp = begin(() => end(true));
      const leave = () => {
        giveUp?.();
        end(false);
      };
      const timer = setTimeout(() => (atTheEnd ? end(true) : leave()), ms);
      this.#impatient.add(leave);
    });
  }
}

const held = (ms: number, error: string): Delivery => ({ sent: false, heldMs: Math.ceil(ms), error });
