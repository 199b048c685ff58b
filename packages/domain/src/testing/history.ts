import type { Actor } from "../actor.ts";
import { type Card, evolve } from "../card.ts";
import { type Event, event, type NewEvent } from "../events.ts";
import { isFinal, parsePlace } from "../lifecycle.ts";
import { evolveRecord, type RecordState } from "../records.ts";
import type { Subject } from "../subject.ts";
import type { Fields } from "../values.ts";
import { must } from "../assert.ts";
import { journey } from "./lifecycle.ts";
import { CARD, EARLIER, frontDesk } from "./people.ts";

interface Start {
  readonly rank?: string;
  readonly fields?: Fields;
  readonly location?: string;
  readonly lifecycle?: number;
}

/** The events of a card that stands at a place since this morning. */
export function standing(
  at = "intake",
  { rank = "a0", fields = {}, location = "main", lifecycle = journey.version }: Start = {},
): NewEvent[] {
  const place = must(parsePlace(journey, at), `no place ${at}`);
  const about = { type: "referral", location, patient: "p-1", fields, lifecycle };
  const clock = { stage: EARLIER, state: EARLIER };
  const final = isFinal(journey, place.stage);
  return [
    event("card.created", { ...about, ...place, rank, since: EARLIER }),
    event("card.entered", { ...place, final, from: null, clock, stopped: null }),
  ];
}

/** Events as the ledger would keep them: one transaction, one root. */
export function recorded(
  events: readonly NewEvent[],
  {
    subject = { kind: "card", id: CARD } as Subject,
    actor = frontDesk as Actor,
    root = "in-1",
    version = 1,
  } = {},
): Event[] {
  return events.map((told, n) => ({
    ...told,
    ...{ id: `${root}/${n}`, subject, actor, cause: null, root, depth: 0 },
    ...{ seq: n + 1, version, ruleset: "r-1", at: EARLIER },
  }));
}

export function cardOf(history: readonly NewEvent[]): Card | null {
  return recorded(history).reduce<Card | null>(evolve, null);
}

export function recordOf(history: readonly NewEvent[], subject: Subject): RecordState | null {
  return recorded(history, { subject }).reduce<RecordState | null>(evolveRecord, null);
}
