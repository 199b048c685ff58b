import type { Changed, Due, Env, Timer, TimerChange } from "../model.ts";
import { isOfferClock } from "../offers/index.ts";
import { isRung } from "../policies/index.ts";
import type { Practice } from "../scope/index.ts";
import { isSpent, keyUnder, ownerOf } from "../triggers/index.ts";
import { type Clock, nameOf } from "./clock.ts";
import { strays } from "./strays.ts";

/** All clocks of a ruleset, indexed by what they watch. */
export interface Clocks {
  readonly timers: (env: Env, current: readonly Timer[], changed: Changed) => TimerChange;
  readonly watches: (timer: Timer) => readonly string[];
  readonly due: (env: Env, timer: Timer) => Due;
}

/** `heirs`: which rule has taken over from an id that is gone. */
export function createClocks(
  clocks: readonly Clock[],
  everywhere: Practice,
  heirs: ReadonlyMap<string, string>,
): Clocks {
  const names = new Map(clocks.map((clock) => [clock, nameOf(clock)]));
  const byName = new Map(clocks.map((clock) => [names.get(clock) as string, clock]));
  const order = new Map(clocks.map((clock, at) => [clock, at]));
  const byWatch = new Map<string, Clock[]>();
  for (const clock of clocks)
    for (const name of clock.trigger.watches) {
      const watching = byWatch.get(name);
      if (watching) watching.push(clock);
      else byWatch.set(name, [clock]);
    }

  /** In the order of the rules, each once: what reads something that changed. */
  const touched = (changed: ReadonlySet<string>): readonly Clock[] => {
    const found = new Set([...changed].flatMap((name) => byWatch.get(name) ?? []));
    return [...found].sort((a, b) => (order.get(a) as number) - (order.get(b) as number));
  };

  return {
    timers(env, stored, changed) {
      const newRules = changed === null;
      const practice = everywhere.at(env.card.location);
      const inherited = newRules ? inheritance(stored, heirs) : NOTHING;
      const current = [...stored.filter(({ key }) => !inherited.drop.includes(key)), ...inherited.put];
      const asked = typeof changed === "string" || newRules ? clocks : touched(changed);
      const found = newRules ? strays(env.card, current, clocks) : new Map<Clock, Timer>();
      const owned = byOwner(current);
      const changes = asked.flatMap((clock) => {
        const mine = owned.get(names.get(clock) as string) ?? NONE;
        const stray = found.get(clock) ?? null;
        const change = clock.trigger.arm({ env, practice, mine, stray, newRules });
        const idle = mine.length + change.put.length + change.drop.length === 0;
        return idle ? [] : [renumbered(mine, change, clock.index)];
      });
      const gone = newRules ? orphans(current, byName) : [];
      const [put, drop] = [changes.flatMap((change) => change.put), changes.flatMap((change) => change.drop)];
      const settled = new Set([...put.map(({ key }) => key), ...drop, ...gone]);
      return {
        put: [...inherited.put.filter(({ key }) => !settled.has(key)), ...put],
        drop: [...new Set([...inherited.drop, ...drop, ...gone])],
      };
    },
    watches: (timer) => byName.get(ownerOf(timer.key))?.trigger.watches ?? [],
    due(env, timer) {
      const clock = byName.get(ownerOf(timer.key));
      if (!clock || timer.due === null || clock.trigger.sig !== timer.sig)
        return { fire: false, why: "stale" };
      const fate = clock.trigger.due(env, timer, everywhere.at(env.card.location));
      return fate.fire ? { ...fate, rule: clock.rule } : fate;
    },
  };
}

const NOTHING: TimerChange = { put: [], drop: [] };
const NONE: readonly Timer[] = [];

function byOwner(timers: readonly Timer[]): ReadonlyMap<string, readonly Timer[]> {
  const owned = new Map<string, Timer[]>();
  for (const timer of timers) {
    const owner = ownerOf(timer.key);
    const others = owned.get(owner);
    if (others) others.push(timer);
    else owned.set(owner, [timer]);
  }
  return owned;
}

/** Clocks of a rule that is called otherwise now go over to it, spent or running, as they are. */
function inheritance(stored: readonly Timer[], heirs: ReadonlyMap<string, string>): TimerChange {
  const known = new Set(stored.map(({ key }) => key));
  const left = stored.filter(({ rule }) => heirs.has(rule));
  const taken = left.flatMap((timer): Timer[] => {
    const rule = heirs.get(timer.rule) as string;
    const key = keyUnder(timer.key, timer.rule, rule);
    return known.has(key) ? [] : [{ ...timer, key, rule }];
  });
  return { put: taken, drop: left.map(({ key }) => key) };
}

/** What stays as it is, but for the place of its trigger when that has changed. */
function renumbered(mine: readonly Timer[], { put, drop }: TimerChange, index: number): TimerChange {
  const settled = new Set([...put.map((timer) => timer.key), ...drop]);
  const moved = mine.filter((timer) => timer.trigger !== index && !settled.has(timer.key));
  return { put: [...put, ...moved.map((timer) => ({ ...timer, trigger: index }))], drop };
}

/** Armed timers whose rule is gone. Spent ones stay: when the rule comes back, it remembers. */
function orphans(current: readonly Timer[], byName: ReadonlyMap<string, Clock>): readonly string[] {
  return current
    .filter((timer) => !isSpent(timer) && !isRung(timer) && !isOfferClock(timer))
    .flatMap(({ key }) => (byName.has(ownerOf(key)) ? [] : [key]));
}
