import type { EventData, NewEvent } from "./events.ts";

/** A ladder of people that is climbing on a card, or that has told everybody and waits for one of them. */
export type Escalation = EventData["escalation.ended"]["escalation"];

type Ladders = { type: `escalation.${string}` };
export type EscalationEvent = Extract<NewEvent, Ladders>;

/** Whether something happened to a card's escalations. */
export const ofEscalation = <E extends Pick<NewEvent, "type">>(event: E): event is Extract<E, Ladders> =>
  event.type.startsWith("escalation.");

/** A card's escalations after one of their events: at most one of a policy. */
export function escalated(living: readonly Escalation[], event: EscalationEvent): readonly Escalation[] {
  switch (event.type) {
    case "escalation.started":
      return [...living, begun(event.data)];
    case "escalation.ended":
      return living.filter((one) => one.policy !== event.data.escalation.policy);
    case "escalation.restored": {
      const escalation = whole(event.data.escalation);
      const restored = living.map((one) => (one.policy === escalation.policy ? escalation : one));
      return restored.includes(escalation) ? restored : [...restored, escalation];
    }
    default:
      return living.map((one) => (one.policy === event.data.policy ? changed(one, event) : one));
  }
}

type Change = Exclude<EscalationEvent, { type: `escalation.${"started" | "ended" | "restored"}` }>;

/** Every change takes its clock away and gives it another, for which `turn` counts on. */
function changed(escalation: Escalation, { type, data }: Change): Escalation {
  const next = { ...escalation, turn: escalation.turn + 1 };
  switch (type) {
    case "escalation.level": {
      const { level, round, at } = data;
      const told = { ...next, level, round, at, held: null, exhausted: false };
      // Whoever had it has not seen to it: from the bottom it is everybody's again.
      return level === 0 ? { ...told, acknowledgedBy: null, progressAt: null } : told;
    }
    case "escalation.held": {
      const { level, round, until } = data;
      return { ...next, held: { level, round, until } };
    }
    case "escalation.acknowledged":
      return { ...next, acknowledgedBy: data.by, progressAt: data.at };
    case "escalation.progressed":
      return { ...next, progressAt: data.at };
    case "escalation.exhausted":
      return { ...next, exhausted: true };
  }
}

const begun = ({ policy, reason, level, since, pinned }: EventData["escalation.started"]): Escalation =>
  whole({ policy, level, since, acknowledgedBy: null, reason, pinned });

type Told = Pick<Escalation, "policy" | "level" | "since" | "acknowledgedBy"> & Partial<Escalation>;

/** Histories older than the ladder say less of an escalation: it stands where it began, and follows the rules. */
function whole(told: Told): Escalation {
  return {
    ...told,
    reason: told.reason ?? [],
    round: told.round ?? 0,
    at: told.at ?? told.since,
    turn: told.turn ?? 0,
    held: told.held ?? null,
    progressAt: told.progressAt ?? null,
    exhausted: told.exhausted ?? false,
    pinned: told.pinned ?? null,
  };
}
