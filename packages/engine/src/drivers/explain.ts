import { type Event, type Instant, type Subject, subjectKey } from "@corridor/domain";
import type { Ruleset } from "@corridor/rules";
import type { History } from "../ports/history.ts";
import type { Recorded, State } from "../ports/ledger.ts";
import { factsAtHand } from "../step/fact-reader.ts";
import { step } from "../step/step.ts";
import type { Trace } from "../step/trace.ts";
import { afterRecorded, blankState } from "./states.ts";

/** Why an event is there: the look at the rule that made it, what led to it, and the rules that were looked at beside. */
export interface Explanation {
  readonly event: Event;
  readonly decision: { readonly input: string; readonly now: Instant; readonly ruleset: string };
  /** The rule's trace with the values it read; null for what a person, an answer or an import did. */
  readonly trace: Trace | null;
  /** From the event back to the first cause. */
  readonly chain: readonly Event[];
  /** Rules that were looked at in the same step and did not act. */
  readonly notRun: readonly Trace[];
}

/** Enough for any card: histories longer than this are read in pages by the caller. */
const ALL = 1_000_000;

/** Nothing of an explanation is stored: the decision is stepped again and watched. Null for an unknown event. */
export async function explain(
  practice: string,
  history: History,
  rulesetOf: (hash: string) => Promise<Ruleset>,
  eventId: string,
): Promise<Explanation | null> {
  const decision = await history.decisionOf(practice, eventId);
  if (!decision) return null;
  const { subject } = decision.input;
  const events = await eventsOf(practice, history, subject);
  const event = events.find((e) => e.id === eventId);
  if (!event) return null;
  const past = await statesBefore(practice, history, subject, events);
  const moment = past.find((one) => one.decision.input.id === decision.input.id);
  const traces = moment ? await watched(moment.before, decision, rulesetOf) : [];
  const { input, now, ruleset } = decision;
  return {
    event,
    decision: { input: input.id, now, ruleset },
    trace: traces.find((trace) => trace.events.includes(eventId)) ?? null,
    chain: await chainOf(practice, history, event, events),
    notRun: traces.filter((trace) => trace.outcome !== "fired"),
  };
}

/** The last look at a rule on a card, newest decision first; null when no step of the card ever looked at it. */
export async function lastLook(
  practice: string,
  history: History,
  rulesetOf: (hash: string) => Promise<Ruleset>,
  card: string,
  rule: string,
): Promise<Trace | null> {
  const subject: Subject = { kind: "card", id: card };
  const past = await statesBefore(practice, history, subject, await eventsOf(practice, history, subject));
  for (const { decision, before } of past.toReversed()) {
    const found = (await watched(before, decision, rulesetOf)).findLast((trace) => trace.rule === rule);
    if (found) return found;
  }
  return null;
}

/** Steps a recorded decision again on the state it found, and returns every look at a rule. */
async function watched(
  before: State,
  decision: Recorded,
  rulesetOf: (hash: string) => Promise<Ruleset>,
): Promise<readonly Trace[]> {
  const ruleset = decision.ruleset === "none" ? null : await rulesetOf(decision.ruleset);
  const traces: Trace[] = [];
  const observe = (trace: Trace) => traces.push(trace);
  step(before, decision.input, { now: decision.now, ruleset, facts: factsAtHand(decision.facts), observe });
  return traces;
}

interface Moment {
  readonly decision: Recorded;
  readonly before: State;
}

/** Every decision on a subject with the state it found, folded once from what was recorded. */
async function statesBefore(
  practice: string,
  history: History,
  subject: Subject,
  events: readonly Event[],
): Promise<readonly Moment[]> {
  const byRoot = new Map<string, Event[]>();
  for (const event of events) byRoot.set(event.root, [...(byRoot.get(event.root) ?? []), event]);
  const moments: Moment[] = [];
  let state = blankState(subject);
  for (const decision of await history.decisionsOf(practice, subject)) {
    moments.push({ decision, before: state });
    state = afterRecorded(state, decision, byRoot.get(decision.input.id) ?? []);
  }
  return moments;
}

async function eventsOf(practice: string, history: History, subject: Subject): Promise<readonly Event[]> {
  if (subject.kind === "card") return history.events(practice, { card: subject.id, limit: ALL });
  const all = await history.events(practice, { limit: ALL });
  return all.filter((e) => subjectKey(e.subject) === subjectKey(subject));
}

/** From the event back to the first cause, over the subject's edge where a record's change led to it. */
async function chainOf(
  practice: string,
  history: History,
  event: Event,
  events: readonly Event[],
): Promise<readonly Event[]> {
  const byId = new Map(events.map((e) => [e.id, e]));
  const chain = [event];
  for (let cause = event.cause; cause !== null; ) {
    const before = byId.get(cause) ?? (await elsewhere(practice, history, cause));
    if (!before) break;
    chain.push(before);
    cause = before.cause;
  }
  return chain;
}

async function elsewhere(practice: string, history: History, id: string): Promise<Event | undefined> {
  const decision = await history.decisionOf(practice, id);
  if (!decision?.firstSeq || !decision.lastSeq) return undefined;
  const range = { after: decision.firstSeq - 1, until: decision.lastSeq, limit: decision.lastSeq };
  return (await history.events(practice, range)).find((event) => event.id === id);
}
