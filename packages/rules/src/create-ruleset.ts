import { type Card, type Escalation, must, type PlannedEvent } from "@corridor/domain";
import { hashOf } from "./hash.ts";
import type { Guard } from "./lifecycle/index.ts";
import type { Migration, Ruleset, Started, TimerChange } from "./model.ts";
import { armOffers, isOfferClock } from "./offers/index.ts";
import { armRungs, isRung, type PolicyShelf } from "./policies/index.ts";
import type { ReadRule } from "./rules/index.ts";
import { type Ground, momentOf } from "./scope/index.ts";
import { createClocks, createTimetable } from "./timers/index.ts";
import { type EventTrigger, indexKeys } from "./triggers/index.ts";

export interface RulesetParts {
  readonly files: Readonly<Record<string, string>>;
  /** What the files say, without comments and layout: the ruleset is named by it. */
  readonly content: unknown;
  readonly ground: Ground;
  readonly guards: ReadonlyMap<string, Guard>;
  readonly policyOf: PolicyShelf;
  readonly migrations: readonly Migration[];
  readonly rules: readonly ReadRule[];
}

interface Entry extends Started {
  readonly order: number;
  readonly event: EventTrigger;
}

export function createRuleset(parts: RulesetParts): Ruleset {
  const { files, content, ground, guards, migrations, policyOf, rules } = parts;
  const { practice, lifecycle } = ground;
  const byId = new Map(rules.map(({ rule }) => [rule.id, rule]));
  const index = indexEvents(rules);
  const clocks = createClocks(
    rules.flatMap(({ rule, triggers }) =>
      triggers.flatMap((trigger, at) => ("arm" in trigger ? [{ rule, index: at, trigger }] : [])),
    ),
    practice,
    new Map(rules.flatMap(({ rule }) => rule.was.map((old) => [old, rule.id] as const))),
  );
  return {
    ...{ hash: hashOf(content), files, practice: practice.rules, lifecycle, migrations },
    rules: rules.map(({ rule }) => rule),
    buttons: buttonsOf(rules),
    guard: (id, env) => must(guards.get(id), `no guard ${id}`)(momentOf(env, practice)),
    startedBy: (event, card) => startedBy(index, event, card),
    timers(env, current, changed) {
      const own = clocks.timers(env, current, changed);
      const concerns = (what: string): boolean => !(changed instanceof Set) || changed.has(what);
      const clockOf = (escalation: Escalation) =>
        policyOf(escalation)?.clock(escalation, env.card.location) ?? null;
      const rungs = concerns("escalations") ? armRungs(env, current, clockOf) : null;
      const offers = concerns("offers") ? armOffers(env, current) : null;
      return together(own, rungs, offers);
    },
    watches(timer) {
      if (isRung(timer)) return ["escalations"];
      return isOfferClock(timer) ? ["offers"] : clocks.watches(timer);
    },
    due: clocks.due,
    timetable: createTimetable(rules, practice),
    rule: (id) => byId.get(id),
    policyOf,
    startersOf: (policy) =>
      rules
        .filter(({ summary }) =>
          summary.deeds.some(({ deed }) => deed.kind === "ladder" && deed.policy === policy),
        )
        .map(({ rule }) => rule),
  };
}

const together = (first: TimerChange, ...more: readonly (TimerChange | null)[]): TimerChange =>
  more.reduce<TimerChange>(
    (all, one) =>
      one && one.put.length + one.drop.length > 0
        ? { put: [...all.put, ...one.put], drop: [...all.drop, ...one.drop] }
        : all,
    first,
  );

function indexEvents(rules: readonly ReadRule[]): ReadonlyMap<string, readonly Entry[]> {
  const index = new Map<string, Entry[]>();
  let order = 0;
  for (const { rule, triggers } of rules) {
    for (const [trigger, event] of triggers.entries()) {
      if (event.kind !== "event") continue;
      const entry = { rule, trigger, event, order: order++ };
      const there = index.get(event.indexKey);
      if (there) there.push(entry);
      else index.set(event.indexKey, [entry]);
    }
  }
  return index;
}

function buttonsOf(rules: readonly ReadRule[]): Ruleset["buttons"] {
  return Object.fromEntries(
    rules.flatMap(({ rule, triggers }) =>
      triggers.flatMap((trigger) =>
        trigger.kind === "event" && trigger.button ? [[rule.id, trigger.button.roles] as const] : [],
      ),
    ),
  );
}

/** In the order of the rules, each once: the first of its triggers that the event pulls. */
function startedBy(
  index: ReadonlyMap<string, readonly Entry[]>,
  event: PlannedEvent,
  card: Card,
): readonly Started[] {
  const pulled: Entry[] = [];
  for (const key of indexKeys(event))
    for (const entry of index.get(key) ?? []) if (entry.event.matches(event, card)) pulled.push(entry);
  if (pulled.length < 2) return pulled;
  return pulled
    .sort((a, b) => a.order - b.order)
    .filter((entry, i, all) => all.findIndex((other) => other.rule === entry.rule) === i);
}
