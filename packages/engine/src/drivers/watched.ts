import { type Event, type Subject, subjectKey } from "@corridor/domain";
import type { Env, Ruleset } from "@corridor/rules";
import type { History } from "../ports/history.ts";
import type { Recorded, State } from "../ports/ledger.ts";
import { factsAtHand } from "../step/fact-reader.ts";
import { step } from "../step/step.ts";
import type { Trace } from "../step/trace.ts";
import { eldersOf } from "./elders.ts";
import { afterRecorded, blankState } from "./states.ts";

/** A recorded decision with the state it found and the state it left. */
export interface Moment {
  readonly decision: Recorded;
  readonly before: State;
  readonly after: State;
  readonly events: readonly Event[];
}

/** One look at a rule, and what the rule saw, if it was asked. */
export interface Look {
  readonly trace: Trace;
  readonly env: Env | undefined;
}

/** Steps a recorded decision again on the state it found, and returns every look at a rule. */
export async function watched(
  { before, decision }: Moment,
  rulesetOf: (hash: string) => Promise<Ruleset>,
): Promise<readonly Look[]> {
  const ruleset = decision.ruleset === "none" ? null : await rulesetOf(decision.ruleset);
  const looks: Look[] = [];
  const observe = (trace: Trace, env?: Env) => looks.push({ trace, env });
  const { now, tzdata, facts } = decision;
  const elders = await eldersOf(facts, rulesetOf);
  step(before, decision.input, { now, ruleset, elders, tzdata, facts: factsAtHand(facts), observe });
  return looks;
}

/** A look, and the decision it belongs to. */
export interface Found extends Look {
  readonly moment: Moment;
}

/** The last look at a rule in these decisions; null when none of them looked at it. */
export async function lookBack(
  moments: readonly Moment[],
  rulesetOf: (hash: string) => Promise<Ruleset>,
  rule: string,
): Promise<Found | null> {
  for (const moment of moments.toReversed()) {
    const found = (await watched(moment, rulesetOf)).findLast(({ trace }) => trace.rule === rule);
    if (found) return { ...found, moment };
  }
  return null;
}

/** Every decision on a subject with the states around it, folded once from what was recorded. */
export async function momentsOf(
  practice: string,
  history: History,
  subject: Subject,
  events: readonly Event[],
): Promise<readonly Moment[]> {
  const byRoot = new Map<string, Event[]>();
  for (const event of events) byRoot.set(event.root, [...(byRoot.get(event.root) ?? []), event]);
  const moments: Moment[] = [];
  let before = blankState(subject);
  for (const decision of await history.decisionsOf(practice, subject)) {
    const own = byRoot.get(decision.input.id) ?? [];
    const after = afterRecorded(before, decision, own);
    moments.push({ decision, before, after, events: own });
    before = after;
  }
  return moments;
}

/** Enough for any card: histories longer than this are read in pages by the caller. */
const ALL = 1_000_000;

/** All events of one subject, in order. */
export async function eventsOf(
  practice: string,
  history: History,
  subject: Subject,
): Promise<readonly Event[]> {
  if (subject.kind === "card") return history.events(practice, { card: subject.id, limit: ALL });
  const all = await history.events(practice, { limit: ALL });
  return all.filter((e) => subjectKey(e.subject) === subjectKey(subject));
}
