import type { Instant } from "@corridor/domain";
import type { Rung, Timer, TimerChange, Timetable } from "../model.ts";
import { EACH, type ReadRule } from "../rules/index.ts";
import { type EveryTrigger, isLate, ownerOf } from "../triggers/index.ts";

interface Entry {
  readonly rule: string;
  readonly index: number;
  readonly trigger: EveryTrigger;
  readonly selections: readonly string[];
}

/** The clocks that belong to no card: one for each schedule, set to its next planned time, which is its name. */
export function createTimetable(rules: readonly ReadRule[]): Timetable {
  const entries = new Map(rules.flatMap(entriesOf).map((entry) => [nameOf(entry), entry]));
  return {
    timers(now, current) {
      const kept = [...entries.values()].map((entry) => {
        const mine = current.find(
          ({ key, sig }) => ownerOf(key) === nameOf(entry) && sig === entry.trigger.sig,
        );
        return mine ?? timerAt(entry, entry.trigger.next(now));
      });
      const put = kept.filter((timer) => timer !== null && !current.includes(timer));
      const keys = new Set(kept.map((timer) => timer?.key));
      return {
        put: put.filter((timer) => timer !== null),
        drop: current.map(({ key }) => key).filter((key) => !keys.has(key)),
      };
    },
    ring(timer, now) {
      const entry = entries.get(ownerOf(timer.key));
      if (!entry || timer.due === null || timer.sig !== entry.trigger.sig) return null;
      return rung(entry, timer, timer.due, now);
    },
  };
}

const entriesOf = ({ rule, triggers }: ReadRule): readonly Entry[] =>
  triggers.flatMap((trigger, index) =>
    trigger.kind === "every"
      ? [
          {
            rule: rule.id,
            index,
            trigger,
            selections: trigger.each ? [`${EACH}.${index}`] : [...rule.selections.keys()],
          },
        ]
      : [],
  );

const nameOf = ({ rule, trigger }: Entry): string => `${rule}.${trigger.name}`;

function timerAt(entry: Entry, due: Instant | null): Timer | null {
  if (due === null) return null;
  const { rule, index, trigger } = entry;
  const key = `every:${nameOf(entry)}/${due}`;
  return { key, card: null, rule, trigger: index, step: 0, due, anchor: null, since: null, sig: trigger.sig };
}

/** Of the times that are past, those that count; then the clock is set to the next. */
function rung(entry: Entry, timer: Timer, due: Instant, now: Instant): Rung {
  const { trigger, rule, selections } = entry;
  const late = isLate(due, now);
  const fires =
    trigger.catchUp === "none" && late ? null : trigger.catchUp === "last" ? latest(trigger, due, now) : due;
  const next = timerAt(entry, trigger.next(trigger.catchUp === "all" ? due : now));
  const change: TimerChange = { put: next ? [next] : [], drop: [timer.key] };
  return {
    change,
    starts:
      fires === null ? null : { rule, selections, given: { "trigger.due": fires, "trigger.late": late } },
  };
}

function latest({ next }: EveryTrigger, due: Instant, now: Instant): Instant {
  let last = due;
  for (let then = next(last); then !== null && then <= now; then = next(last)) last = then;
  return last;
}
