import { Chance } from "./chance.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Thirty days that the clocks of New York fall back in. */
export const BEGIN = Date.UTC(2026, 9, 19, 4);
export const DAYS = 30;
const END = BEGIN + DAYS * DAY;

/** How a visit's payer behaves. `silent` never answers; `late` does so, with yes, some time after a reschedule. */
export type Payer = "active" | "inactive" | "mismatch" | "not_found" | "silent" | "late";

/** Something a person (or, for `answer`, a payer's machine) does about a visit. Times are epoch milliseconds. */
export type Deed =
  | { readonly do: "book" | "move"; readonly at: number; readonly start: number }
  | { readonly do: "cancel" | "drop" | "verify" | "arrive" | "answer"; readonly at: number };

export interface Visit {
  readonly id: string;
  readonly patient: string;
  readonly provider: string;
  readonly location: string;
  readonly payer: Payer;
  /** In the order of their times; the first one books. */
  readonly deeds: readonly Deed[];
}

/** What happens to the server: it starts anew, is away for a while, breaks in the middle of its work, is killed. */
export type Break =
  | { readonly kind: "restart" | "crash" | "kill"; readonly at: number }
  | { readonly kind: "outage"; readonly at: number; readonly until: number };

export interface Script {
  readonly visits: readonly Visit[];
  readonly breaks: readonly Break[];
  /** When everything has long happened. */
  readonly end: number;
}

export const PROVIDERS = 25;
export const PATIENTS = 250;
/** People act, and visits begin, every three hours, so that much falls on the same instant. */
const GRID = 3 * HOUR;

/** Everything that will be done in the thirty days, the same for the same seed. */
export function writeScript(seed: number, visits: number): Script {
  const chance = new Chance(seed);
  const book = new Slots(chance);
  const all = Array.from({ length: visits }, (_, n) => visitOf(n, chance, book));
  return { visits: all, breaks: breaksOf(all, chance), end: END + 10 * DAY };
}

/** Times of providers, none given out twice. */
class Slots {
  readonly #taken = new Set<string>();
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** A free time of the provider on some day from this one on, in the hours in which the practice is open. */
  take(provider: string, day: number): number {
    for (;;) {
      const start = BEGIN + day * DAY + this.#chance.whole(3, 6) * GRID;
      const name = `${provider}@${start}`;
      if (!this.#taken.has(name)) {
        this.#taken.add(name);
        return start;
      }
      day += this.#chance.whole(0, 1);
    }
  }
}

function visitOf(n: number, chance: Chance, slots: Slots): Visit {
  const provider = `dr${chance.whole(1, PROVIDERS)}`;
  const start = slots.take(provider, chance.whole(0, DAYS - 1));
  const payer = payerOf(chance);
  // Who is asked in vain is asked again and again: these bookings share their instants.
  const grid = payer === "silent" || payer === "late" ? DAY : GRID;
  const at = Math.max(BEGIN + GRID, onGrid(start - leadOf(chance) - grid, grid));
  const deeds: Deed[] = [{ do: "book", at, start }];
  const later = (than: number) => slots.take(provider, Math.floor((than - BEGIN) / DAY) + chance.whole(1, 7));
  if (payer === "late" || chance.often(0.25)) reschedule(deeds, payer, chance, later);
  if (chance.often(0.35) && payer !== "active") add(deeds, "verify", chance);
  if (chance.often(0.16)) leave(deeds, payer, chance, later);
  else if (n % 61 === 7) add(deeds, "arrive", chance);
  return {
    ...{ id: `v${n}`, patient: `pat${n % PATIENTS}`, provider, payer, deeds },
    location: n % 2 === 0 ? "riverside" : "northgate",
  };
}

const payerOf = (chance: Chance): Payer => {
  const share = chance.next();
  if (share < 0.4) return "active";
  if (share < 0.58) return "inactive";
  if (share < 0.7) return "mismatch";
  if (share < 0.83) return "not_found";
  return share < 0.92 ? "late" : "silent";
};

/** Most book days ahead, some within the last two days, a few on the same day. */
function leadOf(chance: Chance): number {
  const hours = chance.pick([
    [49, 300],
    [49, 300],
    [49, 300],
    [49, 72],
    [24, 48],
    [2, 24],
  ]);
  return chance.whole(hours[0] ?? 0, hours[1] ?? 0) * HOUR;
}

const onGrid = (ms: number, grid = GRID): number => Math.ceil(ms / grid) * grid;

const startOf = (deeds: readonly Deed[]): number =>
  deeds.reduce((start, deed) => ("start" in deed ? deed.start : start), 0);

/** Some moment between the last deed and the visit, or null when there is none left. */
function moment(deeds: readonly Deed[], chance: Chance): number | null {
  const from = (deeds.at(-1)?.at ?? 0) + GRID;
  const to = startOf(deeds) - GRID;
  if (to <= from) return null;
  // One in three falls on the 48th or 24th hour before, to the millisecond, where a clock rings.
  const mark = startOf(deeds) - chance.pick([48, 24]) * HOUR;
  if (chance.often(0.3) && mark > from && mark < to) return mark;
  return Math.min(to, onGrid(from + chance.next() * (to - from)));
}

function add(deeds: Deed[], what: Exclude<Deed["do"], "book" | "move">, chance: Chance): boolean {
  const at = moment(deeds, chance);
  if (at !== null) deeds.push({ do: what, at });
  return at !== null;
}

type Later = (than: number) => number;

/** Another time, now and then two of them, and now and then the first one again. */
function reschedule(deeds: Deed[], payer: Payer, chance: Chance, later: Later): void {
  const first = startOf(deeds);
  const at = moment(deeds, chance);
  if (at === null) return;
  deeds.push({ do: "move", at, start: later(at) });
  const next = chance.often(0.25) ? moment(deeds, chance) : null;
  if (next !== null)
    deeds.push({ do: "move", at: next, start: next < first && chance.often(0.7) ? first : later(next) });
  if (payer === "late") add(deeds, "answer", chance);
}

/** The patient does not come: the appointment is cancelled (and perhaps booked anew), or the whole card is. */
function leave(deeds: Deed[], payer: Payer, chance: Chance, later: Later): void {
  if (chance.often(0.4)) return void add(deeds, "drop", chance);
  if (!add(deeds, "cancel", chance) || payer === "late" || chance.often(0.6)) return;
  const at = (deeds.at(-1)?.at ?? 0) + chance.whole(1, 40) * GRID;
  deeds.push({ do: "book", at, start: later(at) });
}

/** For how long the server is away from one minute before a clock should ring, or until after it. */
const AWAY: readonly (readonly [number, number])[] = [
  [-MINUTE, 0],
  [-1, 0],
  [-1, 1],
  [-MINUTE, 1],
  [-5 * MINUTE, 30_000],
  [-7 * MINUTE, 61_000],
  [-15 * MINUTE, 10 * MINUTE],
  [-HOUR, 2 * HOUR],
  [-2 * HOUR, 5 * HOUR],
  [-3 * HOUR, 11 * HOUR],
  [-MINUTE, DAY],
  [-2 * HOUR, 26 * HOUR],
  [-MINUTE, 50 * HOUR],
];

function breaksOf(visits: readonly Visit[], chance: Chance): readonly Break[] {
  const outages = AWAY.map(([from, to], n): Extract<Break, { kind: "outage" }> => {
    const day = BEGIN + (1.5 + 2 * n + (n === AWAY.length - 1 ? 1 : 0)) * DAY;
    const mark = firstMark(visits, day);
    return { kind: "outage", at: mark + from, until: mark + to };
  });
  const some = (kind: "restart" | "crash", count: number) =>
    Array.from({ length: count }, (): Break => {
      const at =
        BEGIN + chance.whole(0, (DAYS * DAY) / GRID) * GRID + chance.whole(0, 1) * chance.whole(0, GRID);
      return { kind, at };
    });
  const kills = [2.4, 6.4, 10.4, 14.4, 16.4].map((day): Break => ({ kind: "kill", at: BEGIN + day * DAY }));
  const near = ({ at }: Break) => outages.some((out) => at >= out.at - HOUR && at <= out.until + HOUR);
  const others = [...some("restart", 34), ...some("crash", 30), ...kills].filter((one) => !near(one));
  return [...outages, ...others].toSorted((a, b) => a.at - b.at);
}

/** The first time from this day on at which the clock of a visit rings that nobody touches between. */
function firstMark(visits: readonly Visit[], day: number): number {
  const marks = visits
    .filter(({ payer, deeds }) => payer !== "active" && deeds.length === 1)
    .flatMap(({ deeds }) =>
      [48, 24].map((hours) => startOf(deeds) - hours * HOUR).filter((mark) => mark > (deeds[0]?.at ?? mark)),
    )
    .filter((mark) => mark >= day);
  return Math.min(...marks);
}
