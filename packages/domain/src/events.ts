import * as z from "zod/mini";
import type { Actor } from "./actor.ts";
import type { Subject } from "./subject.ts";
import { FieldValue, Fields, type Instant, Ref, Text } from "./values.ts";

const id = z.string();
const instant = z.string();
const place = z.strictObject({ stage: z.string(), state: z.string() });
const ranked = z.strictObject({ stage: z.string(), state: z.string(), rank: z.string() });
/** Since when the card is in its stage and in its state. */
const clock = z.strictObject({ stage: instant, state: instant });
/** A level that is told when somebody may be there to hear it; `round` is how often the ladder has begun again. */
const rung = { level: z.number(), round: z.number() };
const escalation = z.strictObject({
  policy: z.string(),
  ...rung,
  since: instant,
  reason: Text,
  /** When the level was told. */
  at: instant,
  /** How many clocks it has had: no two are named alike. */
  turn: z.number(),
  held: z.nullable(z.strictObject({ ...rung, until: instant })),
  acknowledgedBy: z.nullable(id),
  /** When it was acknowledged or, after that, last worked on. */
  progressAt: z.nullable(instant),
  exhausted: z.boolean(),
  /** The policy as it was written when this began; null where it follows the rules. */
  pinned: z.nullable(z.string()),
});
const appointment = z.strictObject({
  id,
  start: instant,
  minutes: z.number(),
  provider: id,
  slot: z.nullable(id),
});
/** A time that is kept for the card's patient until `until`, for them to say whether they want it. */
const offer = z.strictObject({
  /** What the time is called: see `slotNameOf`. */
  slot: z.string(),
  /** The appointment that it becomes. */
  appointment,
  location: z.string(),
  at: instant,
  until: instant,
});
const claim = z.strictObject({
  id,
  kind: z.enum(["claim", "explanation"]),
  status: z.string(),
  amount: z.number(),
});
const audience = z.strictObject({ role: z.nullable(z.string()), person: z.nullable(id) });
/**
 * `until` is how long the first notice of a group waits for more; after it no other is told before `quietUntil`.
 * Up to `apart` of them are still told one by one.
 */
export const NoticeGroup = z.strictObject({
  key: z.string(),
  until: z.nullable(instant),
  quietUntil: z.nullable(instant),
  apart: z.number(),
});
export type NoticeGroup = z.infer<typeof NoticeGroup>;

/** What each kind of event says. State follows from these alone: an instant that state depends on stands in the data. */
export const eventData = {
  "card.created": z.strictObject({
    type: z.string(),
    location: z.string(),
    patient: id,
    fields: Fields,
    lifecycle: z.number(),
    stage: z.string(),
    state: z.string(),
    rank: z.string(),
    since: instant,
  }),
  /** `reason` is what whoever moved it said; empty where they said nothing. */
  "card.moved": z.strictObject({ from: ranked, to: ranked, reason: Text }),
  "card.entered": z.strictObject({
    stage: z.string(),
    state: z.string(),
    /** Whether the card's way ends here. */
    final: z.boolean(),
    from: z.nullable(place),
    clock,
    /** The clock that stopped, so that undoing the move can set it going again. */
    stopped: z.nullable(clock),
  }),
  /** The card came under another lifecycle. It entered nothing: its clocks run on from where they began. */
  "card.migrated": z.strictObject({
    from: z.strictObject({ lifecycle: z.number(), ...ranked.shape }),
    to: z.strictObject({ lifecycle: z.number(), ...ranked.shape, final: z.boolean() }),
  }),
  "card.changed": z.strictObject({ field: z.string(), from: FieldValue, to: FieldValue }),
  "card.assigned": z.strictObject({ from: audience, to: audience }),
  "card.labelled": z.strictObject({ added: z.array(z.string()), removed: z.array(z.string()) }),
  "card.commented": z.strictObject({ comment: id, text: Text }),
  "card.undone": z.strictObject({ event: id, sent: z.array(z.string()) }),
  "wip.exceeded": z.strictObject({ stage: z.string(), limit: z.number(), count: z.number() }),
  "task.added": z.strictObject({
    task: id,
    title: Text,
    due: z.nullable(instant),
    role: z.nullable(z.string()),
    checklist: z.nullable(z.string()),
  }),
  "task.done": z.strictObject({ task: id, title: Text, checklist: z.nullable(z.string()) }),
  /** The last open task of the checklist was done. */
  "checklist.done": z.strictObject({ checklist: z.string() }),
  "task.reopened": z.strictObject({ task: id }),
  "task.removed": z.strictObject({ task: id }),
  "appointment.booked": appointment,
  "appointment.moved": z.strictObject({ from: appointment, to: appointment }),
  "appointment.cancelled": z.strictObject({ appointment, reason: Text }),
  "appointment.missed": z.strictObject({ appointment }),
  /** The time is free for others; `location` is where it would be spent. */
  "appointment.freed": z.strictObject({ appointment, location: z.string() }),
  "appointment.restored": z.strictObject({ appointment: z.nullable(appointment) }),
  "offer.made": z.strictObject({ offer }),
  "offer.accepted": z.strictObject({ offer }),
  "offer.declined": z.strictObject({ offer }),
  /** The patient did not answer. */
  "offer.expired": z.strictObject({ offer }),
  /** There is nothing to answer any more: the card has another appointment, or its way has ended. */
  "offer.withdrawn": z.strictObject({ offer }),
  "claim.recorded": z.strictObject({ claim }),
  "message.queued": z.strictObject({
    effect: id,
    template: z.string(),
    via: z.array(z.string()),
    with: z.record(z.string(), FieldValue),
    /** It waits until then, and is of no use after. */
    notBefore: z.nullable(instant),
    notAfter: z.nullable(instant),
  }),
  /** It will not reach the patient: `channel` is the last way by which it was tried, `error` why, in a word. */
  "message.failed": z.strictObject({
    effect: id,
    template: z.string(),
    channel: z.nullable(z.string()),
    error: z.string(),
  }),
  /** The patient wrote back, to a message of this template where that is known: what they meant, and their words. */
  "message.replied": z.strictObject({
    template: z.nullable(z.string()),
    channel: z.string(),
    answer: z.enum(["yes", "no", "stop", "other"]),
    text: Text,
  }),
  /** What kind of document it is, and where it is kept. */
  "document.received": z.strictObject({ kind: z.string(), link: z.nullable(Ref) }),
  "notice.queued": z.strictObject({
    effect: id,
    to: audience,
    via: z.array(z.string()),
    text: Text,
    /** Held until the people it is for begin work. */
    notBefore: z.nullable(instant),
    /** Notices of one group that wait at the same time are told as one. */
    group: z.nullable(NoticeGroup),
  }),
  "call.requested": z.strictObject({
    effect: id,
    connector: z.string(),
    op: z.string(),
    with: z.record(z.string(), FieldValue),
  }),
  "call.succeeded": z.strictObject({
    effect: id,
    connector: z.string(),
    op: z.string(),
    reply: z.record(z.string(), FieldValue),
  }),
  "call.failed": z.strictObject({ effect: id, connector: z.string(), op: z.string(), error: z.string() }),
  /** A delivery that was given up begins anew; a `call` waits for its answer once more. */
  "delivery.redriven": z.strictObject({
    effect: id,
    call: z.nullable(z.strictObject({ connector: z.string(), op: z.string() })),
  }),
  /** Somebody pressed a rule's button. */
  "rule.pressed": z.strictObject({ rule: z.string() }),
  /** Somebody passed over what a clock of a rule would have done, or had it done at once. */
  "timer.skipped": z.strictObject({ timer: z.string(), rule: z.string() }),
  "timer.rung": z.strictObject({ timer: z.string(), rule: z.string() }),
  /** A rule took back what another one had still waiting on the card. */
  "rule.cancelled": z.strictObject({ rule: z.string() }),
  /** A rule wants other cards, and which were found for it. */
  "cards.wanted": z.strictObject({ effect: id, rule: z.string(), selection: z.string(), given: Fields }),
  "cards.chosen": z.strictObject({ rule: z.string(), selection: z.string(), cards: z.array(id) }),
  /** Something with a name of the practice's own: told from outside, or by a rule. */
  "event.raised": z.strictObject({ called: z.string(), data: Fields }),
  "escalation.started": z.strictObject({
    policy: z.string(),
    reason: Text,
    level: z.number(),
    since: instant,
    pinned: z.nullable(z.string()),
  }),
  /** A level was told; level 0 of a later round, or after an acknowledgement that came to nothing, begins anew. */
  "escalation.level": z.strictObject({ policy: z.string(), ...rung, at: instant }),
  /** Nobody of the level is on shift: it is told at `until`. */
  "escalation.held": z.strictObject({ policy: z.string(), ...rung, until: instant }),
  "escalation.acknowledged": z.strictObject({ policy: z.string(), by: id, at: instant }),
  /** Somebody did something about the card after it was acknowledged. */
  "escalation.progressed": z.strictObject({ policy: z.string(), at: instant }),
  /** Everybody was told as often as the policy says, and nobody has seen to it. */
  "escalation.exhausted": z.strictObject({ policy: z.string(), level: z.number(), at: instant }),
  "escalation.ended": z.strictObject({
    escalation,
    outcome: z.enum(["resolved", "done", "undone", "cancelled"]),
  }),
  "escalation.restored": z.strictObject({ escalation }),
  "patient.created": z.strictObject({ fields: Fields }),
  "patient.changed": z.strictObject({ field: z.string(), from: FieldValue, to: FieldValue }),
  "person.created": z.strictObject({
    name: Text,
    roles: z.array(z.string()),
    locations: z.array(z.string()),
    shifts: z.array(z.string()),
  }),
  "person.changed": z.strictObject({
    roles: z.array(z.string()),
    locations: z.array(z.string()),
    shifts: z.array(z.string()),
    active: z.boolean(),
  }),
  "slot.opened": z.strictObject({ provider: id, location: z.string(), start: instant, minutes: z.number() }),
  "ruleset.activated": z.strictObject({ from: z.nullable(z.string()), to: z.string() }),
  /** Why it was activated, in the words of whoever did. */
  "ruleset.noted": z.strictObject({ ruleset: z.string(), text: Text }),
  /** The last ruleset of a lifecycle's version: it decides for the cards that keep that version. */
  "lifecycle.kept": z.strictObject({ lifecycle: z.number(), ruleset: z.string() }),
  "rule.paused": z.strictObject({ rule: z.string(), reason: Text, by: id, at: instant }),
  "rule.resumed": z.strictObject({ rule: z.string() }),
} as const;

export type EventType = keyof typeof eventData;
export type EventData = { [T in EventType]: z.infer<(typeof eventData)[T]> };

/** An event as `decide` speaks of it: what happened, before anyone gave it an identity. */
export type NewEvent = { [T in EventType]: { readonly type: T; readonly data: EventData[T] } }[EventType];

/** An event of one step: `id` is `<input id>/<n>`, `root` the input's id, `cause` the event that led to it. */
export type PlannedEvent = NewEvent & {
  readonly id: string;
  readonly subject: Subject;
  readonly actor: Actor;
  readonly cause: string | null;
  readonly root: string;
  readonly depth: number;
};

/** An event in the ledger. `version` is its subject's version after the transaction, `at` never falls within a practice. */
export type Event = PlannedEvent & {
  readonly seq: number;
  readonly version: number;
  readonly ruleset: string;
  readonly at: Instant;
};

/** The type and data of `NewEvent`, checked together. */
export function event<T extends EventType>(type: T, data: EventData[T]): NewEvent {
  return { type, data } as NewEvent;
}
