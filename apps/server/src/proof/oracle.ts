import { ladder, quarterOfAnHourLater } from "./ladder.ts";
import { type Break, type Deed, HOUR, MINUTE, type Payer, type Visit } from "./script.ts";
import { whenUp } from "./when-up.ts";

/** Not before the first and not after the second instant, in epoch milliseconds. */
export type Window = readonly [number, number];

/** What must have happened for one visit, and when. Said in the practice's words: no engine here. */
export interface Foretold<When = Window> {
  /** The card got the label `insurance-unverified`. */
  readonly flagged: readonly When[];
  /** It lost the label. */
  readonly cleared: readonly When[];
  /** The patient was written to about the coverage. */
  readonly written: readonly When[];
  /** The payer was asked. */
  readonly asked: readonly When[];
  /** A person had to act: from then on one after the other was told, until somebody did. */
  readonly begun: readonly When[];
  readonly over: readonly When[];
}

/** How long one waits for a payer who takes the question and is not heard of again. */
const PATIENCE = 30 * MINUTE;
/** The waits between eight questions to one who does not even take it. */
const WAITS = [5, 10, 20, 40, 80, 160, 320].map((seconds) => seconds * 1_000);
/** A server that died while it asked a payer has spent that question; another one asks when its lease has run out. */
const ASKED_AGAIN = 2 * MINUTE;
const exactly = (at: number): Window => [at, at];
const answered = (at: number): Window => [at, at + ASKED_AGAIN];

export function foretell(visit: Visit, breaks: readonly Break[]): Foretold {
  const story = new Story(visit.payer, breaks);
  for (const deed of visit.deeds) {
    story.until(whenUp(deed.at, breaks));
    story.happens(deed, whenUp(deed.at, breaks));
  }
  story.until(Number.POSITIVE_INFINITY);
  return story;
}

/** A moment at which it matters whether the coverage is known: hours before the visit, or when no answer has come. */
interface Look {
  readonly at: number;
  readonly hours: 48 | 24 | "silence" | "urgent";
}

class Story implements Foretold {
  readonly flagged: Window[] = [];
  readonly cleared: Window[] = [];
  readonly written: Window[] = [];
  readonly asked: Window[] = [];
  readonly begun: Window[] = [];
  readonly over: Window[] = [];

  readonly #payer: Payer;
  readonly #breaks: readonly Break[];
  #looks: Look[] = [];
  /** Looks that were taken, which are never taken again for the same booking and the same time. */
  #taken = new Set<string>();
  #start: number | null = null;
  #askedAt = 0;
  #silent = false;
  #answer: Payer | null = null;
  #verified = false;
  #flag = false;
  #wrote = false;
  /** Since when people are told. */
  #since: Window | null = null;
  /** Whether the manager was told once, which makes a card urgent for good. */
  #urgent = false;
  #waiting = true;

  constructor(payer: Payer, breaks: readonly Break[]) {
    this.#payer = payer;
    this.#breaks = breaks;
  }

  /** Lets all looks be taken up to and with this instant: what a clock does comes before what people do. */
  until(limit: number): void {
    for (;;) {
      const now = Math.min(...this.#looks.map((look) => whenUp(look.at, this.#breaks)));
      if (now > limit || this.#looks.length === 0) return;
      const due = this.#looks.filter((look) => look.at <= now).toSorted((a, b) => a.at - b.at);
      this.#looks = this.#looks.filter((look) => look.at > now);
      if (due.some(({ hours }) => hours === "silence")) this.#silence(now);
      // Several at once, after the server was away: only the nearest to the visit counts.
      const last = due.findLast(({ hours }) => hours === 48 || hours === 24);
      for (const { hours } of due) this.#taken.add(`${this.#start}/${hours}`);
      if (last) this.#look(last.hours, now);
      // An urgent card that nobody owns, and of which nobody is told any more.
      if (due.some(({ hours }) => hours === "urgent")) this.#tell([now, now + ASKED_AGAIN]);
    }
  }

  happens(deed: Deed, now: number): void {
    switch (deed.do) {
      case "book":
        this.#taken = new Set();
        this.#answer = null;
        this.#silent = false;
        this.#schedule(deed.start, now);
        if (!this.#verified) this.#ask(now);
        return;
      case "move":
        return this.#schedule(deed.start, now);
      case "verify":
        return this.#verify(exactly(now));
      case "answer":
        this.#answer = "active";
        return this.#verify(exactly(now));
      case "cancel":
        this.#unflag(exactly(now));
        this.#looks = this.#looks.filter(({ hours }) => hours === "urgent");
        this.#start = null;
        return;
      case "drop":
        // A visit that was still to come is cancelled with its card.
        if (this.#start !== null && now < this.#start) this.#unflag(exactly(now));
        this.#seenTo(exactly(now));
        this.#waiting = false;
        return;
      case "arrive":
        this.#seenTo(exactly(now));
        this.#waiting = false;
    }
  }

  #schedule(start: number, now: number): void {
    this.#start = start;
    this.#looks = this.#looks.filter(({ hours }) => hours === "silence" || hours === "urgent");
    if (now >= start) return;
    const ahead = ([48, 24] as const).map((hours): Look => ({ at: start - hours * HOUR, hours }));
    const fresh = (look: Look | undefined): look is Look =>
      look !== undefined && !this.#taken.has(`${start}/${look.hours}`);
    this.#looks.push(...ahead.filter((look) => look.at > now && fresh(look)));
    const late = ahead.findLast((look) => look.at <= now);
    if (!fresh(late)) return;
    this.#taken.add(`${start}/${late.hours}`);
    this.#look(late.hours, now);
  }

  #ask(now: number): void {
    this.asked.push(exactly(now));
    const lost = WAITS.reduce((at, wait) => whenUp(at + wait, this.#breaks), now);
    const silent = this.#payer === "silent";
    this.#askedAt = now;
    this.#looks.push({ at: silent ? lost : now + PATIENCE, hours: "silence" });
    if (silent || this.#payer === "late") return;
    this.#answer = this.#payer;
    if (this.#payer === "active") this.#verify(answered(now));
    else if (this.#payer === "not_found") this.#tell(answered(now));
    else if (this.#within(48, now)) this.#write(answered(now));
  }

  /** Now it is known that no answer comes. Only the front desk can help a visit that is less than a day away. */
  #silence(now: number): void {
    this.#silent = this.#answer === null;
    if (!this.#waiting || this.#verified || !this.#silent || !this.#within(24, now)) return;
    this.#tell(this.#payer === "silent" ? [this.#askedAt + MINUTE, now + ASKED_AGAIN] : exactly(now));
  }

  #look(hours: Look["hours"], now: number): void {
    if (!this.#waiting || this.#verified || this.#start === null || now >= this.#start) return;
    if (!this.#flag) this.flagged.push(exactly(now));
    this.#flag = true;
    if (this.#answer === "inactive" || this.#answer === "mismatch") this.#write(exactly(now));
    else if (hours === 24 && (this.#silent || this.#answer !== null)) this.#tell(exactly(now));
  }

  #within(hours: number, now: number): boolean {
    return this.#start !== null && now < this.#start && now >= this.#start - hours * HOUR;
  }

  /** Once a booking. */
  #write(when: Window): void {
    if (this.#wrote) return;
    this.#wrote = true;
    this.written.push(when);
    this.#tell(when);
  }

  /** Once, until somebody has seen to it; of a visit whose coverage is known or that has begun, nobody is told. */
  #tell(when: Window): void {
    if (this.#since !== null || this.#verified || !this.#waiting) return;
    this.#since = when;
    this.begun.push(when);
  }

  /** A card whose manager was told less than a quarter of an hour ago is urgent still, and nobody's. */
  #seenTo(when: Window): void {
    if (this.#since === null) return;
    const manager = ladder(this.#since[0], when[0], this.#breaks).find(({ who }) => who === "manager");
    if (manager && !this.#urgent) {
      const at = quarterOfAnHourLater(manager.at);
      if (whenUp(at, this.#breaks) > when[0]) this.#looks.push({ at, hours: "urgent" });
      this.#urgent = true;
    }
    this.#since = null;
    this.over.push(when);
  }

  #verify(when: Window): void {
    this.#verified = true;
    this.#unflag(when);
  }

  #unflag(when: Window): void {
    if (this.#flag) this.cleared.push(when);
    this.#flag = false;
    this.#wrote = false;
    this.#seenTo(when);
  }
}
