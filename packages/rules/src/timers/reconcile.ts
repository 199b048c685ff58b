import type { Due, Env, Rule, Timer, TimerChange } from "../model.ts";
import { isRung } from "../policies/index.ts";
import type { Practice } from "../scope/index.ts";
import { type ClockTrigger, ownerOf } from "../triggers/index.ts";

/** A clock of a rule, by which its timers are found. */
export interface Clock {
  readonly rule: Rule;
  /** Where its trigger stands in the rule now; timers may tell of an older place. */
  readonly index: number;
  readonly trigger: ClockTrigger;
}

/** All clocks of a ruleset, indexed by what they watch. */
export interface Clocks {
  readonly timers: (env: Env, current: readonly Timer[], changed: ReadonlySet<string> | null) => TimerChange;
  readonly watches: (timer: Timer) => readonly string[];
  readonly due: (env: Env, timer: Timer) => Due;
}

const nameOf = ({ rule, trigger }: Clock): string => `${rule.id}.${trigger.name}`;

export function createClocks(clocks: readonly Clock[], practice: Practice): Clocks {
  const byName = new Map(clocks.map((clock) => [nameOf(clock), clock]));
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
    timers(env, current, changed) {
      const asked = changed === null ? clocks : touched(changed);
      const changes = asked.map((clock) => {
        const mine = current.filter((timer) => ownerOf(timer.key) === nameOf(clock));
        return renumbered(mine, clock.trigger.arm(env, mine, practice), clock.index);
      });
      const gone = changed === null ? orphans(current, byName) : [];
      return {
        put: changes.flatMap((change) => change.put),
        drop: [...changes.flatMap((change) => change.drop), ...gone],
      };
    },
    watches: (timer) => byName.get(ownerOf(timer.key))?.trigger.watches ?? [],
    due(env, timer) {
      const clock = byName.get(ownerOf(timer.key));
      if (!clock || timer.due === null || clock.trigger.sig !== timer.sig)
        return { fire: false, why: "stale" };
      const fate = clock.trigger.due(env, timer, practice);
      return fate.fire ? { ...fate, rule: clock.rule } : fate;
    },
  };
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
    .filter((timer) => timer.due !== null && !isRung(timer) && !byName.has(ownerOf(timer.key)))
    .map((timer) => timer.key);
}
