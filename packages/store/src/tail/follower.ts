/** While nothing tells us of growth we look this often at first, and ever more seldom while nothing happens. */
const SOON_MS = 250;
/** However often we are told of growth, the database is not asked more often than this: a hint, not a subscription. */
const GAP_MS = 20;
const SELDOM_MS = { listening: 4_000, deaf: 1_000 };

/** Watches one practice's counter for one listener. One look is under way at a time; a wish meanwhile asks for another. */
export class Follower {
  readonly #readSeq: () => Promise<number>;
  readonly #grown: (seq: number) => void;
  readonly #isListening: () => boolean;
  #told = -1;
  #looking = false;
  #again = false;
  #stopped = false;
  #pause = SOON_MS;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(readSeq: () => Promise<number>, grown: (seq: number) => void, isListening: () => boolean) {
    this.#readSeq = readSeq;
    this.#grown = grown;
    this.#isListening = isListening;
  }

  look(): void {
    if (this.#stopped) return;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    const wait = this.#lookedAt + GAP_MS - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => this.look(), wait).unref();
      return;
    }
    this.#looking = true;
    this.#lookedAt = performance.now();
    void this.#look().finally(() => this.#next());
  }

  /** Takes a number it is sure of, without looking. */
  hear(seq: number): void {
    if (this.#stopped || seq <= this.#told) return;
    this.#told = seq;
    this.#pause = SOON_MS;
    this.#grown(seq);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    try {
      const seq = await this.#readSeq();
      if (this.#stopped) return;
      if (seq > this.#told) this.hear(seq);
      else this.#pause = Math.min(this.#pause * 2, SELDOM_MS[this.#isListening() ? "listening" : "deaf"]);
    } catch {
      // The database is away. The next look comes soon, and finds whatever was missed.
      this.#pause = SOON_MS;
    }
  }

  #next(): void {
    this.#looking = false;
    if (this.#stopped) return;
    if (this.#again) {
      this.#again = false;
      this.look();
      return;
    }
    this.#timer = setTimeout(() => this.look(), this.#pause);
    this.#timer.unref();
  }
}
