import type { RunCount } from "@corridor/engine/ports";
import type { Rule, Ruleset } from "@corridor/rules";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import type { Backing } from "../house/backing.ts";
import { newId } from "../house/ids.ts";
import type { OpenPractice } from "../house/practice.ts";
import { tell } from "./tell.ts";

const HOUR_MS = 3_600_000;
const WEEK_HOURS = 7 * 24;
/** Fewer firings in an hour are never too many. */
const MANY = 200;
/** So many times as often as it is used to. */
const TIMES = 5;
const MONITOR = { kind: "api", id: "rate-monitor", role: "system" } as const;

/**
 * Pauses rules that fire far more often than they are used to, by a command like any other, and tells their owners and
 * the managers. One marked `safety` is only told of. Imports start no rules, so that they can not be too many.
 */
export async function pauseRunaways(practice: OpenPractice, backing: Backing): Promise<void> {
  const { active } = practice.shelf;
  if (active === null) return;
  const now = toEpochMs(await backing.worklist.now());
  for (const { rule, inHour } of await runaways(practice, backing, active, now)) {
    const said = `fired ${inHour} times within an hour, more than ${TIMES} times as often as it is used to`;
    if (rule.safety) {
      const day = fromEpochMs(now).slice(0, 10);
      await report(
        practice,
        backing,
        rule,
        `${day}`,
        `${rule.name} (${rule.id}) ${said}. It keeps patients safe, so it goes on; look at it`,
      );
      continue;
    }
    const done = await practice.execute({
      id: newId(),
      subject: { kind: "practice", id: practice.row.id },
      actor: MONITOR,
      ask: { command: { type: "rule.pause", rule: rule.id, reason: `It ${said}` } },
    });
    if (done.ok && done.seq !== null)
      await report(
        practice,
        backing,
        rule,
        String(done.seq),
        `${rule.name} (${rule.id}) ${said}. It is paused; resume it on the page of rules when it is right again`,
      );
  }
}

async function report(
  practice: OpenPractice,
  backing: Backing,
  rule: Rule,
  once: string,
  text: string,
): Promise<void> {
  const { role = null, person = null } = rule.owner ?? {};
  const roles = role === null ? ["manager"] : ["manager", role];
  await tell(
    practice,
    backing,
    { effect: `rate:${rule.id}@${once}`, roles, persons: person === null ? [] : [person] },
    text,
  );
}

async function runaways(
  { row, shelf }: OpenPractice,
  { history }: Backing,
  active: Ruleset,
  now: number,
): Promise<readonly { readonly rule: Rule; readonly inHour: number }[]> {
  const since = (ms: number) => fromEpochMs(now - ms);
  const firedOf = (counts: readonly RunCount[]) =>
    new Map(counts.filter(({ outcome }) => outcome === "fired").map(({ rule, count }) => [rule, count]));
  const hour = firedOf(
    await history.runs(
      row.id,
      active.rules.map(({ id }) => id),
      since(HOUR_MS),
    ),
  );
  const many = [...hour].filter(([, count]) => count >= MANY).map(([rule]) => rule);
  if (many.length === 0) return [];
  const week = firedOf(await history.runs(row.id, many, since(WEEK_HOURS * HOUR_MS)));
  const then = await rulesetAt(row.id, history, since(WEEK_HOURS * HOUR_MS));
  const older = then === null ? null : await shelf.of(then);
  return many.flatMap((id) => {
    const rule = active.rule(id);
    const [inHour, inWeek] = [hour.get(id) ?? 0, week.get(id) ?? 0];
    const mean = (inWeek - inHour) / (WEEK_HOURS - 1);
    return rule && older?.rule(id) && inHour >= TIMES * mean ? [{ rule, inHour }] : [];
  });
}

/** The rules that decided at an instant: only a rule that was there is old enough to be used to anything. */
async function rulesetAt(practice: string, history: Backing["history"], at: string): Promise<string | null> {
  const subject = { kind: "practice", id: practice } as const;
  const events = await history.events(practice, { subject, type: "ruleset.activated", limit: 100_000 });
  const last = events.findLast((event) => event.at <= at);
  return last?.type === "ruleset.activated" ? last.data.to : null;
}
