import type { RunCount } from "@corridor/engine/ports";
import type { Rule, Ruleset } from "@corridor/rules";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";

const HOUR_MS = 3_600_000;
const WEEK_HOURS = 7 * 24;
/** Fewer firings in an hour are never too many for all cards together. */
const MANY = 200;
/** So many times as often as it is used to. */
const TIMES = 5;
/** More than any practice activates, pauses or resumes. */
const ALL = 100_000;

export interface Runaway {
  readonly rule: Rule;
  /** What it did, behind its name. */
  readonly said: string;
  /** The one card it was too much for; null where it is all of them together. */
  readonly card: string | null;
}

/**
 * The rules that fired too often within the last hour: more often on one card than the practice allows, without
 * anybody's own doing, or far more often than they are used to. What was before a rule was resumed no longer counts.
 */
export async function runaways(
  practice: OpenPractice,
  { history }: Backing,
  active: Ruleset,
  now: number,
): Promise<readonly Runaway[]> {
  const { firingsPerCardPerHour: most } = active.practice.limits;
  const { id } = practice.row;
  const firedSince = async (rules: readonly string[], ms: number) =>
    firedOf(await history.runs(id, rules, fromEpochMs(ms)));
  const often = [
    ...(await firedSince(
      active.rules.map((rule) => rule.id),
      now - HOUR_MS,
    )),
  ].filter(([, count]) => count > most || count >= MANY);
  if (often.length === 0) return [];
  const resumed = await resumptions(id, history);
  const found: Runaway[] = [];
  for (const [name] of often) {
    const rule = active.rule(name);
    if (!rule) continue;
    const since = Math.max(now - HOUR_MS, resumed.get(name) ?? 0);
    const [busiest] = await history.busiest(id, [name], fromEpochMs(since));
    if (busiest && busiest.count > most) {
      const said = `fired ${busiest.count} times on one card within an hour, more than the ${most} this practice allows`;
      found.push({ rule, said, card: busiest.card });
      continue;
    }
    const inHour = (await firedSince([name], since)).get(name) ?? 0;
    if (inHour < MANY || inHour < TIMES * (await usual(practice, history, name, now))) continue;
    const said = `fired ${inHour} times within an hour, more than ${TIMES} times as often as it is used to`;
    found.push({ rule, said, card: null });
  }
  return found;
}

const firedOf = (counts: readonly RunCount[]): ReadonlyMap<string, number> =>
  new Map(counts.filter(({ outcome }) => outcome === "fired").map(({ rule, count }) => [rule, count]));

/** Firings an hour in the week before this hour. A rule that is not as old as that is used to anything. */
async function usual(
  { row, shelf }: OpenPractice,
  history: Backing["history"],
  rule: string,
  now: number,
): Promise<number> {
  const begin = fromEpochMs(now - WEEK_HOURS * HOUR_MS);
  const then = await rulesetAt(row.id, history, begin);
  const older = then === null ? null : await shelf.of(then);
  if (!older?.rule(rule)) return Number.POSITIVE_INFINITY;
  const [inWeek, inHour] = await Promise.all(
    [begin, fromEpochMs(now - HOUR_MS)].map(
      async (since) => firedOf(await history.runs(row.id, [rule], since)).get(rule) ?? 0,
    ),
  );
  return ((inWeek ?? 0) - (inHour ?? 0)) / (WEEK_HOURS - 1);
}

/** The rules that decided at an instant. */
async function rulesetAt(practice: string, history: Backing["history"], at: string): Promise<string | null> {
  const subject = { kind: "practice", id: practice } as const;
  const events = await history.events(practice, { subject, type: "ruleset.activated", limit: ALL });
  const last = events.findLast((event) => event.at <= at);
  return last?.type === "ruleset.activated" ? last.data.to : null;
}

/** When rules were last resumed. */
async function resumptions(
  practice: string,
  history: Backing["history"],
): Promise<ReadonlyMap<string, number>> {
  const subject = { kind: "practice", id: practice } as const;
  const events = await history.events(practice, { subject, type: "rule.resumed", limit: ALL });
  return new Map(
    events.flatMap((event) =>
      event.type === "rule.resumed" ? [[event.data.rule, toEpochMs(event.at)] as const] : [],
    ),
  );
}
