import {
  type Actor,
  type Card,
  factKey,
  type FactValues,
  type Instant,
  must,
  type RecordState,
  type Subject,
} from "@corridor/domain";
import type { Env, Obstacle, Rule, Ruleset, Timer } from "@corridor/rules";
import type { History } from "../ports/history.ts";
import type { FactMap } from "../ports/ledger.ts";
import { FactReader, factsAtHand, MissingFacts } from "../step/fact-reader.ts";
import type { Trace } from "../step/trace.ts";
import { whyLadder } from "./why-ladder.ts";
import { whySentence } from "./why-sentence.ts";
import { eventsOf, type Found, lookBack, type Moment, momentsOf } from "./watched.ts";

/**
 * Why a rule has not acted on a card, or where a ladder stands, up to a moment. Nothing of it is stored: the decisions
 * are stepped again.
 */
export interface WhyNot {
  /** The rule, or the policy whose ladder it is, and where that is written. */
  readonly rule: Pick<Rule, "id" | "name" | "file" | "line">;
  /** The hash of the rules that answered. */
  readonly ruleset: string;
  readonly at: Instant;
  /** The last look at the rule, with the depth of what it would have made; null when no step of the card looked. */
  readonly look: { readonly trace: Trace; readonly ruleset: string; readonly depth: number } | null;
  /** The first clause that stood in the way: at the last look, else on the card as it stood; of a ladder's end. */
  readonly obstacle: Obstacle | null;
  /** When anything will look at this card for this rule: its armed clocks, and what would start it. */
  readonly next: { readonly timers: readonly Timer[]; readonly on: readonly string[] };
  /** Why, in a sentence. */
  readonly because: string;
}

interface Asked {
  readonly card: string;
  readonly rule: string;
  readonly now: Instant;
  /** Tells of the card and the rules as they were then. */
  readonly past: boolean;
}

/** Null where there is no such card, or no such rule or policy among those that decided then. */
export async function whyNot(
  practice: string,
  history: History,
  rulesets: { readonly active: Ruleset; readonly of: (hash: string) => Promise<Ruleset> },
  { card, rule: id, now, past }: Asked,
): Promise<WhyNot | null> {
  const subject: Subject = { kind: "card", id: card };
  const moments = await momentsOf(practice, history, subject, await eventsOf(practice, history, subject));
  const until = past ? moments.filter(({ decision }) => decision.now <= now) : moments;
  const last = until.at(-1);
  if (!last || last.after.kind !== "card" || !last.after.card) return null;
  const decided = past && last.decision.ruleset !== "none";
  const ruleset = decided ? await rulesets.of(last.decision.ruleset) : rulesets.active;
  const { card: standing, timers } = last.after;
  const rule = ruleset.rule(id);
  const policy = ruleset.policyOf({ policy: id, pinned: null });
  if (!rule && !policy) return null;
  const look = await lookBack(until, rulesets.of, id);
  const told = look && {
    ...{ trace: look.trace, ruleset: look.moment.decision.ruleset, depth: depthOf(look) },
  };
  const env = await envOf(practice, history, last, standing, { now, past });
  if (!rule) {
    const own = until.flatMap((moment) => moment.events);
    const stands = whyLadder(id, ruleset, { card: standing, timers, events: own, env });
    const named = { id, name: id, ...must(policy, "a policy, where it is no rule").source };
    return { rule: named, ruleset: ruleset.hash, at: now, look: told, ...stands };
  }
  const looked = look && look.trace.outcome !== "fired" ? look : null;
  const obstacle = looked ? await obstacleAt(looked, rulesets.of) : look ? null : standingObstacle(rule, env);
  // The clocks of the practice are known as they stand now.
  const next = nextOf(rule, [...timers, ...(past ? [] : await history.clocks(practice))]);
  const record = past ? null : await history.record(practice, { kind: "practice", id: practice });
  const because = whySentence({
    ...{ rule, look: look?.trace ?? null, obstacle, next, still: stillOf(rule, timers) },
    ...{ paused: isPaused(record, id), zone: zoneOf(ruleset, standing) },
  });
  return { rule, ruleset: ruleset.hash, at: now, look: told, obstacle, next, because };
}

/** A clock of the rule that stands still. */
const stillOf = (rule: Rule, timers: readonly Timer[]): Timer | null =>
  timers.find((timer) => timer.rule === rule.id && timer.ledger?.pauses.at(-1)?.to === null) ?? null;

const isPaused = (record: RecordState | null, rule: string): boolean =>
  record !== null && "paused" in record && Object.hasOwn(record.paused, rule);

/** Whose clocks tell the times of a card: its location's. */
const zoneOf = ({ practice }: Ruleset, { location }: Card): string =>
  practice.locations.find(({ id }) => id === location)?.timezone ?? practice.timezone;

/** How many automated steps lie between the outside and what the look made, or would have made. */
function depthOf({ trace, moment }: Found): number {
  if (trace.event === null) return 1;
  return (moment.events.find((event) => event.id === trace.event)?.depth ?? 0) + 1;
}

async function obstacleAt(
  { trace, env, moment }: Found,
  rulesetOf: (hash: string) => Promise<Ruleset>,
): Promise<Obstacle | null> {
  const rule = (await rulesetOf(moment.decision.ruleset)).rule(trace.rule);
  return rule && env ? known(() => rule.obstacle(env, trace.trigger)) : null;
}

/** What stands in the way of any of the rule's triggers on the card as it is, that of a clock first. */
function standingObstacle(rule: Rule, env: Env): Obstacle | null {
  for (const [index, { kind, onCard }] of rule.triggers.entries()) {
    if (!onCard) continue;
    const found = known(() => rule.obstacle(env, kind === "event" ? null : index));
    if (found) return found;
  }
  return null;
}

/** An answer, or none where it needs a fact that nobody recorded. */
function known<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (stopped) {
    if (stopped instanceof MissingFacts) return null;
    throw stopped;
  }
}

/** What the rule would see if it were asked now, with nothing happening. The patient's record is known as it is today. */
async function envOf(
  practice: string,
  history: History,
  { decision }: Moment,
  card: Card,
  { now, past }: Pick<Asked, "now" | "past">,
): Promise<Env> {
  const key = factKey("patient", card.patient);
  const record = past ? null : await history.record(practice, { kind: "patient", id: card.patient });
  const facts: FactMap = { ...decision.facts, ...(record && { [key]: record as FactValues["patient"] }) };
  const actor: Actor = { kind: "api", id: "why-not", role: "system" };
  return { now, card, actor, event: null, trigger: null, facts: new FactReader(factsAtHand(facts)) };
}

/** The armed clocks of a rule, soonest first, and what starts it besides. */
function nextOf(rule: Rule, timers: readonly Timer[]): WhyNot["next"] {
  const armed = timers.filter((timer) => timer.rule === rule.id && timer.due !== null);
  const on = rule.triggers.flatMap(({ kind, text, watches }) =>
    kind === "event" || kind === "metric" ? [text] : watches.map((name) => `a change of ${name}`),
  );
  return {
    timers: armed.toSorted((a, b) => (String(a.due) + a.key < String(b.due) + b.key ? -1 : 1)),
    on: [...new Set(on)],
  };
}
