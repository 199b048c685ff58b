import type { EventData, Instant } from "@corridor/domain";
import type { Delivery, Reply, Sender } from "@corridor/engine";
import type { Answer } from "@corridor/rules/suites";
import { fromEpochMs, toEpochMs } from "@corridor/time";

/** A message that has left for a patient. */
export interface Sent {
  readonly card: string;
  readonly at: Instant;
  readonly data: EventData["message.queued"];
}

/** An answer that is on its way. */
interface Coming {
  readonly card: string;
  readonly effect: string;
  readonly due: Instant;
  readonly reply: Reply;
}

/** Codes after which another try is of use. */
const PASSES = (code: number): boolean => code >= 500 || code === 408 || code === 425 || code === 429;

/** The world around a practice, as a test says it answers. It keeps what it knows when the practice's server restarts. */
export class Outside implements Sender {
  readonly sent: Sent[] = [];
  readonly #answers: Readonly<Record<string, readonly Answer[]>>;
  readonly #now: () => Instant;
  readonly #asked = new Map<string, number>();
  readonly #tries = new Map<string, { readonly answer: Answer | undefined; count: number }>();
  #coming: readonly Coming[] = [];

  constructor(answers: Readonly<Record<string, readonly Answer[]>>, now: () => Instant) {
    this.#answers = answers;
    this.#now = now;
  }

  async message(_key: string, { subject, data }: Parameters<Sender["message"]>[1]): Promise<Delivery> {
    const at = this.#now();
    if (data.notAfter !== null && at >= data.notAfter)
      return { sent: false, retry: false, error: "too late to be of use" };
    this.sent.push({ card: subject.id, at, data });
    return { sent: true };
  }

  async notice(): Promise<Delivery> {
    return { sent: true };
  }

  async call(key: string, { subject, data }: Parameters<Sender["call"]>[1]): ReturnType<Sender["call"]> {
    const { answer, count } = this.#tried(key, `${data.connector}.${data.op}`);
    if (answer?.fail) {
      const { code, tries } = answer.fail;
      const again = PASSES(code) && (tries === null || count < tries || answer.reply !== null);
      if (!PASSES(code) || tries === null || count <= tries)
        return { sent: false, retry: again, error: String(code) };
    }
    if (!answer?.reply) return { sent: true };
    const { reply, afterMs } = answer;
    if (afterMs === 0) return { sent: true, reply };
    const due = fromEpochMs(toEpochMs(this.#now()) + afterMs);
    this.#coming = [...this.#coming, { card: subject.id, effect: key, due, reply }];
    return { sent: true };
  }

  /** The instant of the next answer, or null. */
  get next(): Instant | null {
    return this.#coming.reduce<Instant | null>(
      (first, { due }) => (first === null || due < first ? due : first),
      null,
    );
  }

  /** The answers that have come by now, each once. */
  arrived(): readonly Coming[] {
    const now = this.#now();
    const here = this.#coming.filter(({ due }) => due <= now);
    this.#coming = this.#coming.filter(({ due }) => due > now);
    return here;
  }

  /** The canned answer to a call, the same on every try, and how often it was tried. */
  #tried(key: string, call: string) {
    const known = this.#tries.get(key);
    if (known) {
      known.count += 1;
      return known;
    }
    const list = Object.hasOwn(this.#answers, call) ? (this.#answers[call] ?? []) : [];
    const nth = this.#asked.get(call) ?? 0;
    this.#asked.set(call, nth + 1);
    const first = { answer: list[Math.min(nth, list.length - 1)], count: 1 };
    this.#tries.set(key, first);
    return first;
  }
}
