import type { Rule } from "@corridor/rules";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import type { Backing } from "../house/backing.ts";
import { newId } from "../house/ids.ts";
import type { OpenPractice } from "../house/practice.ts";
import { errorsWithinHour } from "./errors-within-hour.ts";
import { type Runaway, runaways } from "./runaways.ts";
import { tell } from "./tell.ts";

const MONITOR = { kind: "api", id: "rate-monitor", role: "system" } as const;

/**
 * Looks after the rules of a practice, outside of every step: pauses those that fire too often, by a command like any
 * other, and tells the owners and managers of these and of those that keep going wrong. One marked `safety` is only
 * told of. Imports start no rules, so that they can not be too many.
 */
export async function watchRules(practice: OpenPractice, backing: Backing): Promise<void> {
  const { active } = practice.shelf;
  if (active === null) return;
  const now = toEpochMs(await backing.worklist.now());
  const day = fromEpochMs(now).slice(0, 10);
  const to = (rule: Rule, told: Omit<Notice, "rule">) => report(practice, backing, { rule, ...told });
  for (const one of await runaways(practice, backing, active, now)) await stop(practice, one, day, to);
  for (const { rule, count } of await errorsWithinHour(practice, backing, active, now)) {
    const text = `${rule.name} (${rule.id}) went wrong ${count} times within an hour: something it reads could not be told. Its cards are under “Needs a human”; look at the rule`;
    await to(rule, { once: `errors:${rule.id}@${active.hash.slice(0, 12)}/${day}`, text, card: null });
  }
}

async function stop(
  practice: OpenPractice,
  { rule, said, card }: Runaway,
  day: string,
  to: (rule: Rule, told: Omit<Notice, "rule">) => Promise<void>,
): Promise<void> {
  const what = `${rule.name} (${rule.id}) ${said}`;
  if (rule.safety) {
    const text = `${what}. It keeps patients safe, so it goes on; look at it`;
    return to(rule, { once: `rate:${rule.id}@${day}`, text, card });
  }
  const done = await practice.execute({
    id: newId(),
    subject: { kind: "practice", id: practice.row.id },
    actor: MONITOR,
    ask: { command: { type: "rule.pause", rule: rule.id, reason: `It ${said}` } },
  });
  if (!done.ok || done.seq === null) return;
  const text = `${what}. It is paused; resume it on the page of rules when it is right again`;
  await to(rule, { once: `rate:${rule.id}@${done.seq}`, text, card });
}

interface Notice {
  readonly rule: Rule;
  /** Names the notice, so that it is told once. */
  readonly once: string;
  readonly text: string;
  /** The card to look at; null where it is not one. */
  readonly card: string | null;
}

async function report(
  practice: OpenPractice,
  backing: Backing,
  { rule, once, text, card }: Notice,
): Promise<void> {
  const { role = null, person = null } = rule.owner ?? {};
  const roles = role === null ? ["manager"] : ["manager", role];
  const persons = person === null ? [] : [person];
  await tell(practice, backing, { effect: once, roles, persons, card }, text);
}
