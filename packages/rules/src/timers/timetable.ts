import type { PracticeStart, PracticeView, Timer, Timetable, Turned } from "../model.ts";
import { eachName, type ReadRule } from "../rules/index.ts";
import type { Practice } from "../scope/index.ts";
import { keyUnder, ownerOf, type PracticeTrigger } from "../triggers/index.ts";

interface Entry {
  readonly rule: string;
  /** Ids the rule had before. */
  readonly was: readonly string[];
  readonly index: number;
  readonly trigger: PracticeTrigger;
}

/** The clocks that belong to no card, and what is counted over many. */
export function createTimetable(rules: readonly ReadRule[], practice: Practice): Timetable {
  const entries = new Map(rules.flatMap(entriesOf).map((entry) => [nameOf(entry), entry]));
  const counting = [...entries.values()].filter(({ trigger }) => trigger.kind === "metric");
  /** These triggers look at the clocks they have; all the others stay as they are. */
  const looked = (asked: readonly Entry[], view: PracticeView, rung: Timer | null): Turned => {
    const running = asked.filter(({ rule }) => !view.isPaused(rule));
    const turns = running.map((entry) => lookOf(entry, view, rung, practice));
    return {
      change: {
        put: turns.flatMap(({ timers }) => timers).filter((timer) => !view.current.includes(timer)),
        drop: turns.flatMap(({ dropped }) => dropped),
      },
      starts: turns.flatMap(({ starts }) => starts),
    };
  };
  return {
    countedBy: (event) =>
      counting.length === 0 ? [] : counting.filter(({ trigger }) => trigger.counts(event)).map(nameOf),
    settle(view) {
      const all = [...entries.values()];
      const { change, starts } = looked(all, view, null);
      const known = new Set(all.flatMap((entry) => ownersOf(entry)));
      const orphans = view.current.filter(({ key }) => !known.has(ownerOf(key))).map(({ key }) => key);
      return { change: { put: change.put, drop: [...change.drop, ...orphans] }, starts };
    },
    ring(timer, view) {
      const entry = entries.get(ownerOf(timer.key));
      if (!entry || timer.due === null || timer.sig !== entry.trigger.sig) return null;
      return looked([entry], view, timer);
    },
    count: (names, view) =>
      looked(
        names.flatMap((name) => entries.get(name) ?? []),
        view,
        null,
      ),
  };
}

const entriesOf = ({ rule, triggers }: ReadRule): readonly Entry[] =>
  triggers.flatMap((trigger, index) =>
    "look" in trigger ? [{ rule: rule.id, was: rule.was, index, trigger }] : [],
  );

const nameOf = ({ rule, trigger }: Entry): string => `${rule}.${trigger.name}`;
const ownersOf = ({ rule, was, trigger }: Entry): readonly string[] =>
  [rule, ...was].map((id) => `${id}.${trigger.name}`);

function lookOf(
  entry: Entry,
  { now, facts, current }: PracticeView,
  rung: Timer | null,
  practice: Practice,
): {
  readonly timers: readonly Timer[];
  readonly dropped: readonly string[];
  readonly starts: readonly PracticeStart[];
} {
  const { rule, index, trigger } = entry;
  const owners = ownersOf(entry);
  const had = current.filter(({ key }) => owners.includes(ownerOf(key)));
  // Under another id the rule goes on with the clocks it has.
  const mine = had.map((timer) =>
    timer.rule === rule ? timer : { ...timer, rule, key: keyUnder(timer.key, timer.rule, rule) },
  );
  const look = { now, facts, practice, rule, trigger: index, mine, rung };
  const { timers, starts } = trigger.look(look);
  const kept = new Set(timers.map(({ key }) => key));
  return {
    timers,
    dropped: had.map(({ key }) => key).filter((key) => !kept.has(key)),
    starts: starts.map((start) => ({
      ...{ ...start, rule, trigger: index },
      selection: trigger.each ? eachName(index) : null,
    })),
  };
}
