import type { Event, EventData, NewEvent, PlannedEvent } from "./events.ts";
import { must } from "./assert.ts";
import { type Escalation, escalated, ofEscalation } from "./escalations.ts";
import { type Offer, offered, ofOffer } from "./offers.ts";
import type { Fields, FieldValue, Instant, Text } from "./values.ts";

/** One patient's way through the practice. `version` grows by one per transaction that changed it. */
export interface Card {
  readonly id: string;
  readonly version: number;
  readonly type: string;
  readonly location: string;
  readonly patient: string;
  /** Version of the lifecycle that decides for this card. */
  readonly lifecycle: number;
  readonly stage: string;
  readonly state: string;
  readonly rank: string;
  /** True in a final stage. */
  readonly final: boolean;
  readonly fields: Fields;
  readonly assignee: string | null;
  /** The role whose queue holds the card while no person owns it. */
  readonly role: string | null;
  readonly labels: readonly string[];
  readonly tasks: readonly Task[];
  readonly appointment: Appointment | null;
  readonly claims: readonly Claim[];
  /** Times that were offered to the patient; absent where none ever was. */
  readonly offers?: readonly Offer[];
  readonly escalations: readonly Escalation[];
  /** Calls to a connector whose answer is still to come, by effect. */
  readonly calls: Readonly<Record<string, { readonly connector: string; readonly op: string }>>;
  readonly comments: number;
  readonly createdAt: Instant;
  readonly enteredStageAt: Instant;
  readonly enteredStateAt: Instant;
  /** Who placed it where it stands. */
  readonly movedBy: { readonly kind: string; readonly id: string };
}

export interface Task {
  readonly id: string;
  readonly title: Text;
  readonly due: Instant | null;
  readonly role: string | null;
  /** The list it belongs to; absent where it belongs to none. */
  readonly checklist?: string;
  readonly done: boolean;
}

export type Appointment = EventData["appointment.booked"];
export type Claim = EventData["claim.recorded"]["claim"];

/** What the fold reads of an event. */
type Told = NewEvent & Pick<PlannedEvent, "id" | "subject" | "actor">;

/**
 * The card after the event; `card` is null before `card.created`. Events that say nothing of the card's state
 * (a message that was queued) leave it as it is. `version` is not the event's business: see `fold`.
 */
export function evolve(card: Card | null, event: Told): Card {
  if (event.type === "card.created") return created(event.subject.id, event);
  return evolveCard(must(card, `event ${event.id} of a card that was never created`), event);
}

/** The card after events of the ledger, which know the version. */
export function fold(card: Card | null, events: readonly Event[]): Card | null {
  return events.reduce<Card | null>((before, event) => {
    const after = evolve(before, event);
    return after.version === event.version ? after : { ...after, version: event.version };
  }, card);
}

function created(id: string, { data, actor }: Extract<Told, { type: "card.created" }>): Card {
  const { type, location, patient, lifecycle, stage, state, rank, fields, since } = data;
  return {
    ...{ id, version: 0, type, location, patient, lifecycle, stage, state, rank, fields },
    ...{ assignee: null, role: null, labels: [], tasks: [], appointment: null, claims: [], escalations: [] },
    ...{
      final: false,
      calls: {},
      comments: 0,
      createdAt: since,
      enteredStageAt: since,
      enteredStateAt: since,
    },
    movedBy: { kind: actor.kind, id: actor.id },
  };
}

function evolveCard(card: Card, event: Told): Card {
  switch (event.type) {
    case "card.moved":
      return { ...card, ...event.data.to, movedBy: { kind: event.actor.kind, id: event.actor.id } };
    case "card.entered": {
      const { clock, final } = event.data;
      return { ...card, final, enteredStageAt: clock.stage, enteredStateAt: clock.state };
    }
    case "card.migrated":
      return { ...card, ...event.data.to };
    case "card.changed":
      // A change of the shared patient record is told to each card, but is kept in the record alone.
      if (event.data.field.startsWith("patient.")) return card;
      return { ...card, fields: withField(card.fields, event.data.field, event.data.to) };
    case "card.assigned":
      return { ...card, assignee: event.data.to.person, role: event.data.to.role };
    case "card.labelled":
      return { ...card, labels: relabelled(card.labels, event.data) };
    case "card.commented":
      return { ...card, comments: card.comments + 1 };
    case "task.added": {
      const { task, title, due, role, checklist } = event.data;
      const added = { id: task, title, due, role, ...(checklist ? { checklist } : {}), done: false };
      return { ...card, tasks: [...card.tasks, added] };
    }
    case "task.done":
    case "task.reopened": {
      const done = event.type === "task.done";
      return { ...card, tasks: card.tasks.map((t) => (t.id === event.data.task ? { ...t, done } : t)) };
    }
    case "task.removed":
      return { ...card, tasks: card.tasks.filter((t) => t.id !== event.data.task) };
    case "appointment.booked":
      return { ...card, appointment: event.data };
    case "appointment.moved":
      return { ...card, appointment: event.data.to };
    case "appointment.cancelled":
      return { ...card, appointment: null };
    case "appointment.restored":
      return { ...card, appointment: event.data.appointment };
    case "claim.recorded":
      return {
        ...card,
        claims: [...card.claims.filter((c) => c.id !== event.data.claim.id), event.data.claim],
      };
    case "call.requested": {
      const { effect, connector, op } = event.data;
      return { ...card, calls: { ...card.calls, [effect]: { connector, op } } };
    }
    case "delivery.redriven": {
      const { effect, call } = event.data;
      return call ? { ...card, calls: { ...card.calls, [effect]: call } } : card;
    }
    case "call.succeeded":
    case "call.failed": {
      const { [event.data.effect]: _answered, ...calls } = card.calls;
      return { ...card, calls };
    }
    default:
      if (ofEscalation(event)) return { ...card, escalations: escalated(card.escalations, event) };
      return ofOffer(event) ? { ...card, offers: offered(card.offers, event) } : card;
  }
}

function withField(fields: Fields, field: string, value: FieldValue): Fields {
  if (value !== null) return { ...fields, [field]: value };
  const { [field]: _cleared, ...rest } = fields;
  return rest;
}

function relabelled(
  labels: readonly string[],
  change: { added: string[]; removed: string[] },
): readonly string[] {
  const kept = labels.filter((label) => !change.removed.includes(label) && !change.added.includes(label));
  return [...kept, ...change.added].sort();
}
