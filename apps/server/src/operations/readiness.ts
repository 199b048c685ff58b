import { toEpochMs } from "@corridor/time";
import type { House } from "../house/house.ts";
import type { OpenPractice } from "../house/practice.ts";

/** A database that takes longer to say what time it is does not answer. */
const ANSWER_MS = 2_000;
/** Boards that have stood behind the history for so long do not move by themselves any more. */
const STUCK_MS = 10_000;
/** Clocks are looked at every half minute at least. */
const ASLEEP_MS = 90_000;

/** How far this node is behind, in one practice. */
export interface Lag {
  readonly practice: string;
  /** Events that are in the history and that boards here have not been told. */
  readonly events: number;
  /** Milliseconds by which the earliest clock that runs is late; 0 where none is. */
  readonly clocksMs: number;
}

/** Readiness: a sentence for what is not well, or null; and what was measured. */
export interface Readiness {
  readonly because: string | null;
  readonly lags: readonly Lag[];
}

/** Whether this node does its work: it reads, its boards follow the history, and its clocks are looked at. */
export class Watchman {
  readonly #house: House;
  /** Since when the boards of a practice have stood still, behind the history. */
  readonly #stuck = new Map<string, { readonly at: number; readonly seq: number }>();

  constructor(house: House) {
    this.#house = house;
  }

  async look(): Promise<Readiness> {
    const answers = await Promise.race([this.#house.backing.ready(), after(ANSWER_MS, false)]);
    if (!answers) return { because: "The database does not answer.", lags: [] };
    const practices = await this.#house.opened();
    const lags = await Promise.all(practices.map((practice) => this.#lagOf(practice)));
    const because = practices.flatMap((one, i) => this.#faultOf(one, lags[i]?.events ?? 0) ?? []);
    return { because: because[0] ?? null, lags };
  }

  async #lagOf({ row, crier }: OpenPractice): Promise<Lag> {
    const { history, worklist } = this.#house.backing;
    const [{ seq }, next, now] = await Promise.all([
      history.head(row.id),
      worklist.nextDue(row.id),
      worklist.now(),
    ]);
    const late = next === null ? 0 : toEpochMs(now) - toEpochMs(next);
    return { practice: row.id, events: Math.max(seq - crier.seq, 0), clocksMs: Math.max(late, 0) };
  }

  #faultOf({ row, crier, sinceClocks }: OpenPractice, behind: number): string | null {
    const { seq } = crier;
    const stood = this.#stuck.get(row.id);
    const now = performance.now();
    if (behind === 0) this.#stuck.delete(row.id);
    else if (stood?.seq !== seq) this.#stuck.set(row.id, { at: now, seq });
    else if (now - stood.at > STUCK_MS) return `Boards are ${behind} events behind and do not move.`;
    const asleep = sinceClocks();
    if (asleep === null || asleep < ASLEEP_MS) return null;
    return `Nobody has looked at the clocks for ${Math.round(asleep / 1000)} seconds.`;
  }
}

const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(value), ms).unref());
