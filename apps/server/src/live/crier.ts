import type { Event } from "@corridor/domain";
import type { Commit } from "@corridor/engine";
import type { CardRow, History } from "@corridor/engine/ports";
import { fromEpochMs } from "@corridor/time";
import type { RulesetShelf } from "../house/ruleset-shelf.ts";
import type { Listeners } from "./listeners.ts";
import type { Mirror } from "./mirror.ts";
import type { Views } from "./views.ts";

/** Events read from the table in one go. */
const PAGE = 500;
/** A hint about our own commit comes before the commit itself: so long it may take. */
const GRACE_MS = 20;
const RETRY_MS = 500;
/** The newest events are kept at hand: a browser that was away for a moment costs no query. */
const KEPT = 4_096;

interface Batch {
  readonly events: readonly Event[];
  readonly rows: readonly CardRow[];
}

export interface CrierPorts {
  readonly mirror: Mirror;
  readonly views: Views;
  readonly listeners: Listeners;
  readonly history: History;
  readonly shelf: RulesetShelf;
  /** Told when rules were activated, by whichever node. */
  activated(): void;
  /** Told of cards, with their clocks, that another node may have changed. */
  heard(rows: readonly CardRow[]): void;
  fault(error: unknown): void;
}

/**
 * The one publisher of a practice on this node. It publishes strictly by seq: what this node committed is handed
 * over, a number that is missing is read from the table. Never before the commit, never a read per listener.
 */
export class Crier {
  readonly #ports: CrierPorts;
  readonly #queue: Batch[] = [];
  readonly #recent: Event[] = [];
  #hinted = 0;
  #busy = false;
  #closed = false;
  #idle: (() => void)[] = [];

  constructor(ports: CrierPorts) {
    this.#ports = ports;
  }

  /** Everything up to here has been published. */
  get seq(): number {
    return this.#ports.mirror.seq;
  }

  /** What this node has just committed. */
  committed({ events, after }: Commit): void {
    const rows = after.flatMap((state) =>
      state.kind === "card" && state.card ? [{ card: state.card, timers: state.timers }] : [],
    );
    this.#queue.push({ events, rows });
    void this.#drain();
  }

  /** Some node's history has grown to this number. */
  hint(seq: number): void {
    if (seq <= this.#hinted || this.#closed) return;
    this.#hinted = seq;
    setTimeout(() => void this.#drain(), GRACE_MS).unref();
  }

  /** Resolves when everything heard of so far has been published. */
  async settled(): Promise<void> {
    if (this.#closed || (!this.#busy && this.#queue.length === 0 && this.#hinted <= this.seq)) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
      void this.#drain();
    });
  }

  /** Events after a number from memory; null when they are no longer at hand. */
  recent(after: number, limit: number): readonly Event[] | null {
    const first = this.#recent[0]?.seq ?? this.seq + 1;
    if (after + 1 < first) return null;
    const start = after + 1 - first;
    return this.#recent.slice(start, start + limit);
  }

  /** Resolves when what is under way is done; nothing is read after that. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#busy) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async #drain(): Promise<void> {
    if (this.#busy || this.#closed) return;
    this.#busy = true;
    try {
      while (!this.#closed && (await this.#next())) continue;
    } catch (error) {
      this.#ports.fault(error);
      if (!this.#closed) setTimeout(() => void this.#drain(), RETRY_MS).unref();
    } finally {
      this.#busy = false;
    }
    for (const idle of this.#idle.splice(0)) idle();
  }

  /** Publishes one batch. The usual one goes out without waiting for anything. */
  #next(): boolean | Promise<boolean> {
    const batch = this.#queue[0];
    const first = batch?.events[0]?.seq;
    if (first !== undefined && first > this.seq + 1) return this.#catchUp(first - 1);
    if (batch) return this.#publish(batch, () => this.#queue.shift());
    return this.#hinted > this.seq ? this.#catchUp(this.#hinted) : false;
  }

  async #catchUp(until: number): Promise<boolean> {
    const { history, mirror } = this.#ports;
    const events = await history.events(mirror.practice, { after: this.seq, until, limit: PAGE });
    if (events.length === 0) {
      // The hint ran ahead of what can be read; the next one will find it.
      this.#hinted = Math.min(this.#hinted, this.seq);
      return false;
    }
    const rows = await mirror.reread(events);
    return this.#publish({ events, rows }, () => this.#ports.heard(rows));
  }

  #publish({ events, rows }: Batch, taken: () => void): boolean | Promise<boolean> {
    const { mirror, views, shelf } = this.#ports;
    const fresh = rising(events, this.seq);
    const ruled = fresh.some((event) => event.type === "ruleset.activated");
    const learning = mirror.foldRecords(fresh);
    const tell = (): boolean => {
      for (const row of rows) mirror.put(row);
      views.forget(rows.map(({ card }) => card.id));
      if (ruled) views.reset(shelf);
      if (fresh.length > 0) this.#tell(fresh, ruled);
      taken();
      return true;
    };
    if (!learning && !ruled) return tell();
    return Promise.all([learning, ruled ? shelf.refresh() : null]).then(tell);
  }

  #tell(fresh: readonly Event[], ruled: boolean): void {
    const { mirror, views, listeners, activated } = this.#ports;
    const [from, to] = [this.seq + 1, fresh.at(-1)?.seq ?? this.seq];
    const touched = mirror.touched(fresh);
    views.forget(touched);
    mirror.seq = to;
    this.#recent.push(...fresh);
    if (this.#recent.length > 2 * KEPT) this.#recent.splice(0, this.#recent.length - KEPT);
    if (ruled) {
      activated();
      return listeners.resync();
    }
    const now = fromEpochMs(Date.now());
    listeners.tell((view) => view.frame(from, to, fresh, touched, now));
  }
}

/** What comes after a number, each number once: what is kept of it is found by its place. */
function rising(events: readonly Event[], after: number): readonly Event[] {
  const fresh: Event[] = [];
  for (const event of events) if (event.seq > (fresh.at(-1)?.seq ?? after)) fresh.push(event);
  return fresh;
}
