import {
  type EventData,
  eventData,
  type EventType,
  isRef,
  type PlannedEvent,
  slotNameOf,
} from "@corridor/domain";
import type { VarTypes } from "../cel/index.ts";
import type { EventStart } from "../summary/index.ts";
import { ownFacts } from "./own-events.ts";

type Keys = readonly ("state" | "stage" | "field" | "from" | "to")[];

/** An event as the language names it: which event of the ledger it is, and what expressions may read of it. */
export interface EventName {
  readonly type: EventType;
  /** Keys that narrow it, besides `where`. */
  readonly keys: Keys;
  readonly vars: VarTypes;
  /** How the card stands to the place it names. */
  readonly way?: EventStart["way"];
  /** Only what a rule does makes it happen. */
  readonly byRules?: boolean;
  readonly facts: (event: PlannedEvent) => Readonly<Record<string, unknown>>;
}

function named<T extends EventType>(
  type: T,
  keys: Keys,
  vars: VarTypes,
  facts: (data: EventData[T]) => Readonly<Record<string, unknown>>,
): EventName {
  return { type, keys, vars, facts: (event) => facts(event.data as EventData[T]) };
}

const moving = (way: EventStart["way"], name: EventName): EventName => ({ ...name, way });
const byRules = (name: EventName): EventName => ({ ...name, byRules: true });

const absent = { type: "string", absent: true } as const;
const appointmentVars: VarTypes = {
  ...{ "event.start": "timestamp", "event.minutes": "int", "event.provider": "string", "event.slot": absent },
};
const appointmentFacts = ({ start, minutes, provider, slot }: EventData["appointment.booked"]) => ({
  ...{ start, minutes, provider, slot },
});
/** A time that somebody else may have now. It has a name, whether or not it was opened as a slot. */
const freedVars: VarTypes = { ...appointmentVars, "event.slot": "string", "event.location": "string" };
const freedFacts = ({ appointment, location }: EventData["appointment.freed"]) => ({
  ...{ ...appointmentFacts(appointment), slot: slotNameOf(appointment), location },
});

const offerVars: VarTypes = { ...freedVars, "event.until": "timestamp" };
const offerFacts = ({ offer }: EventData["offer.made"]) => ({
  ...{
    ...appointmentFacts(offer.appointment),
    slot: offer.slot,
    location: offer.location,
    until: offer.until,
  },
});

/** Every event a rule can wait for. */
export const EVENTS: Readonly<Record<string, EventName>> = {
  "card.created": moving(
    "begins",
    named("card.created", ["state", "stage"], {}, () => ({})),
  ),
  "card.entered": moving(
    "in",
    named(
      "card.entered",
      ["state", "stage", "from"],
      {
        "event.stage": "string",
        "event.state": "string",
        "event.from.stage": absent,
        "event.from.state": absent,
      },
      ({ stage, state, from }) => ({ stage, state, from: from ?? {} }),
    ),
  ),
  "card.left": moving(
    "out",
    named(
      "card.moved",
      ["state", "stage", "from", "to"],
      {
        "event.stage": "string",
        "event.state": "string",
        "event.to.stage": "string",
        "event.to.state": "string",
      },
      ({ from, to }) => ({ stage: from.stage, state: from.state, to: { stage: to.stage, state: to.state } }),
    ),
  ),
  "card.changed": named("card.changed", ["field", "from", "to"], { "event.field": "string" }, (data) => ({
    ...data,
  })),
  "card.assigned": named(
    "card.assigned",
    [],
    { "event.person": absent, "event.role": absent, "event.previous": absent },
    ({ from, to }) => ({ person: to.person, role: to.role, previous: from.person }),
  ),
  "card.commented": named("card.commented", [], {}, () => ({})),
  "wip.exceeded": named(
    "wip.exceeded",
    ["stage"],
    { "event.stage": "string", "event.limit": "int", "event.count": "int" },
    ({ stage, limit, count }) => ({ stage, limit, count }),
  ),
  // Empty where there is none: what a person types is protected, and no name to be asked by.
  "task.done": named(
    "task.done",
    [],
    { "event.task": "string", "event.title": "string", "event.checklist": "string" },
    ({ task, title = [], checklist }) => ({
      ...{ task, checklist: checklist ?? "", title: title.some(isRef) ? "" : title.join("") },
    }),
  ),
  "checklist.done": named("checklist.done", [], { "event.checklist": "string" }, ({ checklist }) => ({
    checklist,
  })),
  "document.received": named(
    "document.received",
    [],
    { "event.kind": "string", "event.link": { ...absent, phi: true } },
    ({ kind, link }) => ({ kind, link }),
  ),
  "message.failed": byRules(
    named(
      "message.failed",
      [],
      { "event.template": "string", "event.channel": absent, "event.error": "string" },
      ({ template, channel, error }) => ({ template, channel, error }),
    ),
  ),
  "message.replied": named(
    "message.replied",
    [],
    {
      ...{ "event.template": absent, "event.channel": "string" },
      "event.answer": { enum: eventData["message.replied"].shape.answer.options },
      "event.text": { ...absent, phi: true },
    },
    ({ template, channel, answer, text }) => ({ template, channel, answer, text: text[0] ?? null }),
  ),
  "call.succeeded": byRules(
    named(
      "call.succeeded",
      [],
      { "event.connector": "string", "event.op": "string", "event.reply": "dyn" },
      ({ connector, op, reply }) => ({ connector, op, reply }),
    ),
  ),
  "call.failed": byRules(
    named(
      "call.failed",
      [],
      { "event.connector": "string", "event.op": "string", "event.error": "string" },
      ({ connector, op, error }) => ({ connector, op, error }),
    ),
  ),
  "escalation.exhausted": byRules(
    named(
      "escalation.exhausted",
      [],
      { "event.policy": "string", "event.level": "int" },
      ({ policy, level }) => ({ policy, level }),
    ),
  ),
  "appointment.booked": named("appointment.booked", [], appointmentVars, appointmentFacts),
  "appointment.moved": named(
    "appointment.moved",
    [],
    { ...appointmentVars, "event.previous_start": "timestamp" },
    ({ from, to }) => ({ ...appointmentFacts(to), previous_start: from.start }),
  ),
  "appointment.cancelled": named("appointment.cancelled", [], appointmentVars, ({ appointment }) =>
    appointmentFacts(appointment),
  ),
  "offer.accepted": named("offer.accepted", [], offerVars, offerFacts),
  "offer.declined": named("offer.declined", [], offerVars, offerFacts),
  "offer.expired": named("offer.expired", [], offerVars, offerFacts),
  "appointment.freed": named("appointment.freed", [], freedVars, freedFacts),
};

const BY_TYPE: ReadonlyMap<EventType, EventName> = new Map(
  Object.values(EVENTS).map((name) => [name.type, name]),
);

/** What expressions read as `event`, or null when rules know nothing of such an event. */
export function eventFacts(event: PlannedEvent | null): Readonly<Record<string, unknown>> | null {
  if (event?.type === "event.raised") return ownFacts(event);
  return (event && BY_TYPE.get(event.type)?.facts(event)) ?? null;
}

/** The keys under which the index may hold triggers of this event, from the widest to the narrowest. */
export function indexKeys(event: PlannedEvent): readonly string[] {
  switch (event.type) {
    case "card.created":
    case "card.entered":
      return [
        event.type,
        `${event.type}|${event.data.stage}`,
        `${event.type}|${event.data.stage}.${event.data.state}`,
      ];
    case "card.moved": {
      const { stage, state } = event.data.from;
      return [event.type, `${event.type}|${stage}`, `${event.type}|${stage}.${state}`];
    }
    case "wip.exceeded":
      return [event.type, `${event.type}|${event.data.stage}`];
    case "card.changed":
      return [event.type, `${event.type}|${event.data.field}`];
    case "rule.pressed":
      return [`${event.type}|${event.data.rule}`];
    case "event.raised":
      return [`${event.type}|${event.data.called}`];
    default:
      return [event.type];
  }
}
