import type { Dice } from "./dice.ts";
import { DAY, type Office } from "./office.ts";
import { type DemoPerson, type Location, providers, worksOn } from "./practice.ts";

/** A time of a provider that is given once. */
export interface Visit {
  readonly provider: DemoPerson;
  readonly location: Location;
  readonly tick: number;
  readonly minutes: number;
}

/** The providers' books: half-hours from 8:30 to 16:30 but for noon to one, on the days each works. */
export interface Agenda {
  /** Some free time that begins within the ticks, both included, if need be at one location. */
  someWithin(from: number, to: number, location?: Location): Visit;
  /** The free time that begins nearest to a tick, within the ticks. */
  nearest(to: number, from: number, until: number): Visit;
}

const STARTS = [30, 60, 90, 120, 150, 180, 210, 300, 330, 360, 390, 420, 450, 480];

export function newAgenda(office: Office, dice: Dice): Agenda {
  const days = Array.from({ length: Math.floor(office.end / DAY) }, (_, day) => day * DAY);
  let free: readonly Visit[] = days.flatMap((day) =>
    providers
      .filter((provider) => worksOn(provider, office.weekdayOf(day)))
      .flatMap((provider) => STARTS.map((start) => visit(provider, day + start, dice))),
  );
  const taken = (slot: Visit): Visit => {
    free = free.filter((other) => other !== slot);
    return slot;
  };
  const within = (from: number, to: number) => free.filter(({ tick }) => tick >= from && tick <= to);
  return {
    someWithin: (from, to, location) =>
      taken(
        dice.pick(within(from, to).filter((slot) => location === undefined || slot.location === location)),
      ),
    nearest: (to, from, until) => {
      const [best] = within(from, until).toSorted((a, b) => Math.abs(a.tick - to) - Math.abs(b.tick - to));
      if (!best) throw new RangeError("the providers' books are full");
      return taken(best);
    },
  };
}

const visit = (provider: DemoPerson, tick: number, dice: Dice): Visit => ({
  provider,
  location: provider.locations[0] ?? "riverside",
  tick,
  minutes: dice.pick([20, 20, 30]),
});
