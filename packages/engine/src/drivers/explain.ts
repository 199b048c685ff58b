import type { Event, Instant } from "@corridor/domain";
import type { Ruleset } from "@corridor/rules";
import type { History } from "../ports/history.ts";
import type { Trace } from "../step/trace.ts";
import { eventsOf, lookBack, momentsOf, watched } from "./watched.ts";

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
  const past = await momentsOf(practice, history, subject, events);
  const moment = past.find((one) => one.decision.input.id === decision.input.id);
  const traces = moment ? (await watched(moment, rulesetOf)).map((look) => look.trace) : [];
  const { input, now, ruleset } = decision;
  return {
    event,
    decision: { input: input.id, now, ruleset },
    trace: traces.find((trace) => trace.events.includes(eventId)) ?? null,
    chain: await chainOf(practice, history, event, events),
    notRun: traces.filter((trace) => trace.outcome !== "fired"),
  };
}

/** The last look at a rule on a card; null when no step of the card ever looked at it. */
export async function lastLook(
  practice: string,
  history: History,
  rulesetOf: (hash: string) => Promise<Ruleset>,
  card: string,
  rule: string,
): Promise<Trace | null> {
  const subject = { kind: "card", id: card } as const;
  const moments = await momentsOf(practice, history, subject, await eventsOf(practice, history, subject));
  return (await lookBack(moments, rulesetOf, rule))?.trace ?? null;
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
