import * as z from "zod/mini";
import { NoticeGroup } from "./events.ts";
import { FieldValue, Fields, PlainFields, Text } from "./values.ts";

/** Names and words of one line. `|` parts names where facts are asked for, so that no name has one. */
const id = z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^|\p{Cc}]*$/u));
const word = z.string().check(z.minLength(1), z.maxLength(100), z.regex(/^\P{Cc}*$/u));
/** An event is named after the key its sender made, in which there may be any sign that is seen. */
const eventId = z.string().check(z.minLength(1), z.maxLength(300), z.regex(/^\P{Cc}*$/u));
/** A clock is named after what it counts from, a card and a field among it. */
const timerKey = z.string().check(z.minLength(1), z.maxLength(600), z.regex(/^\P{Cc}*$/u));
/** A slot's id, or a time said whole. Where one time alone is open to an answer, it need not be named. */
const slotName = z.string().check(z.minLength(1), z.maxLength(300), z.regex(/^[^|\p{Cc}]*$/u));
const words = z.array(word).check(z.maxLength(50));
const instant = z.iso.datetime({ offset: true });
const minutes = z.int().check(z.gte(1), z.lte(24 * 60));
/** Text as a person types it. */
const said = z.string().check(z.minLength(1), z.maxLength(4000));
/** It is sealed at the door, so that what the engine sees is a list of parts. */
const typed = z.union([said, Text]);

const opt = z.optional;

/** What staff and programs may ask of a card through the door. */
export const cardCommands = {
  move: z.strictObject({
    type: z.literal("move"),
    to: word,
    after: opt(z.nullable(id)),
    before: opt(z.nullable(id)),
    reason: opt(typed),
  }),
  set: z.strictObject({ type: z.literal("set"), fields: Fields }),
  assign: z.strictObject({ type: z.literal("assign"), to: opt(z.nullable(id)), role: opt(z.nullable(word)) }),
  label: z.strictObject({ type: z.literal("label"), add: opt(words), remove: opt(words) }),
  "task.add": z.strictObject({
    type: z.literal("task.add"),
    title: typed,
    due: opt(z.nullable(instant)),
    role: opt(z.nullable(word)),
    /** The list of tasks it belongs to. */
    checklist: opt(z.nullable(word)),
  }),
  "task.done": z.strictObject({ type: z.literal("task.done"), task: id }),
  comment: z.strictObject({ type: z.literal("comment"), text: typed }),
  "appointment.book": z.strictObject({
    type: z.literal("appointment.book"),
    start: instant,
    minutes,
    provider: id,
    slot: opt(z.nullable(id)),
  }),
  "appointment.move": z.strictObject({
    type: z.literal("appointment.move"),
    start: instant,
    minutes: opt(minutes),
    provider: opt(id),
  }),
  "appointment.cancel": z.strictObject({ type: z.literal("appointment.cancel"), reason: opt(typed) }),
  "appointment.confirm": z.strictObject({ type: z.literal("appointment.confirm") }),
  "appointment.no-show": z.strictObject({ type: z.literal("appointment.no-show") }),
  "offer.accept": z.strictObject({ type: z.literal("offer.accept"), slot: opt(slotName) }),
  "offer.decline": z.strictObject({ type: z.literal("offer.decline"), slot: opt(slotName) }),
  ack: z.strictObject({ type: z.literal("ack"), policy: word }),
  undo: z.strictObject({ type: z.literal("undo"), event: eventId }),
  press: z.strictObject({ type: z.literal("press"), rule: word }),
  /** What a clock of a rule would do is left out this once, or done now. */
  "timer.skip": z.strictObject({ type: z.literal("timer.skip"), timer: timerKey }),
  "timer.ring": z.strictObject({ type: z.literal("timer.ring"), timer: timerKey }),
} as const;

/** A `select` of a rule, by the name it has there, with what its expressions read of the firing. */
const selection = { rule: word, selection: word, given: Fields };

const redrive = z.strictObject({ type: z.literal("redrive"), effect: id });

/** What only Corridor itself asks of a card: a rule's action, a connector's answer, an import. */
const innerCommands = {
  create: z.strictObject({
    type: z.literal("create"),
    card: word,
    location: word,
    patient: id,
    fields: Fields,
    at: opt(word),
  }),
  message: z.strictObject({
    type: z.literal("message"),
    effect: id,
    template: word,
    via: words,
    with: z.record(z.string(), FieldValue),
    notBefore: z.nullable(instant),
    notAfter: z.nullable(z.string()),
  }),
  notify: z.strictObject({
    type: z.literal("notify"),
    effect: id,
    to: z.strictObject({ role: z.nullable(word), person: z.nullable(id) }),
    via: words,
    text: Text,
    notBefore: z.nullable(instant),
    group: z.nullable(NoticeGroup),
  }),
  call: z.strictObject({
    type: z.literal("call"),
    effect: id,
    connector: word,
    op: word,
    with: z.record(z.string(), FieldValue),
  }),
  answer: z.strictObject({
    type: z.literal("answer"),
    effect: id,
    reply: z.nullable(z.record(z.string(), FieldValue)),
    error: z.nullable(z.string()),
  }),
  redrive,
  raise: z.strictObject({ type: z.literal("raise"), name: word, data: Fields }),
  emit: z.strictObject({ type: z.literal("emit"), name: word }),
  cancel: z.strictObject({ type: z.literal("cancel"), rule: word }),
  select: z.strictObject({ type: z.literal("select"), effect: id, ...selection }),
  escalate: z.strictObject({
    type: z.literal("escalate"),
    policy: word,
    reason: Text,
    pinned: z.nullable(z.string()),
  }),
  resolve: z.strictObject({
    type: z.literal("resolve"),
    policy: word,
    outcome: z.enum(["resolved", "done", "cancelled"]),
  }),
  "offer.make": z.strictObject({ type: z.literal("offer.make"), slot: slotName, until: instant }),
  "offer.expire": z.strictObject({ type: z.literal("offer.expire"), slot: slotName }),
  "patient-changed": z.strictObject({
    type: z.literal("patient-changed"),
    changes: z.array(z.strictObject({ field: z.string(), from: FieldValue, to: FieldValue })),
  }),
  migrate: z.strictObject({ type: z.literal("migrate"), lifecycle: z.int(), to: word }),
  import: z.strictObject({
    type: z.literal("import"),
    card: word,
    location: word,
    patient: id,
    at: word,
    fields: Fields,
    appointment: z.nullable(
      z.strictObject({ id: word, start: instant, minutes: z.int(), provider: id, slot: z.null() }),
    ),
    claims: z.array(
      z.strictObject({ id: word, kind: z.enum(["claim", "explanation"]), status: word, amount: z.number() }),
    ),
  }),
} as const;

/** What a rule does beyond its card: other cards are looked for on the practice, and on each of them it goes on. */
const beyond = {
  gather: z.strictObject({
    type: z.literal("gather"),
    ...selection,
    /** Where there are more than are looked for at once: how many times it was looked, and what was found by then. */
    further: opt(z.strictObject({ turn: z.int(), after: z.string(), count: z.int(), named: Text })),
  }),
  follow: z.strictObject({ type: z.literal("follow"), ...selection }),
  /** Something was counted by these triggers of the practice. */
  count: z.strictObject({ type: z.literal("count"), triggers: words }),
} as const;

/** What may be asked of the records that cards share. */
export const recordCommands = {
  "patient.create": z.strictObject({ type: z.literal("patient.create"), fields: Fields }),
  "patient.update": z.strictObject({ type: z.literal("patient.update"), fields: Fields }),
  "person.create": z.strictObject({
    type: z.literal("person.create"),
    name: typed,
    roles: words,
    locations: words,
    shifts: words,
  }),
  "person.update": z.strictObject({
    type: z.literal("person.update"),
    roles: opt(words),
    locations: opt(words),
    shifts: opt(words),
    active: opt(z.boolean()),
  }),
  "slot.open": z.strictObject({
    type: z.literal("slot.open"),
    provider: id,
    location: word,
    start: instant,
    minutes,
  }),
  "ruleset.activate": z.strictObject({
    type: z.literal("ruleset.activate"),
    hash: word,
    /** The ruleset that decided when the sender looked; refused when it no longer does. Left out, it does not matter. */
    base: opt(z.nullable(word)),
    comment: opt(typed),
  }),
  "rule.pause": z.strictObject({ type: z.literal("rule.pause"), rule: word, reason: opt(typed) }),
  "rule.resume": z.strictObject({ type: z.literal("rule.resume"), rule: word }),
  redrive,
} as const;

type Infer<S> = { [K in keyof S]: S[K] extends z.ZodMiniType ? z.infer<S[K]> : never }[keyof S];

/**
 * A command a person may send for a card. What they write is plain text: whoever could send parts and pointers could
 * have text kept that was never sealed.
 */
export const CardRequest = z.discriminatedUnion("type", [
  z.extend(cardCommands.move, { reason: opt(said) }),
  z.extend(cardCommands.set, { fields: PlainFields }),
  cardCommands.assign,
  cardCommands.label,
  z.extend(cardCommands["task.add"], { title: said }),
  cardCommands["task.done"],
  z.extend(cardCommands.comment, { text: said }),
  cardCommands["appointment.book"],
  cardCommands["appointment.move"],
  z.extend(cardCommands["appointment.cancel"], { reason: opt(said) }),
  cardCommands["appointment.confirm"],
  cardCommands["appointment.no-show"],
  cardCommands["offer.accept"],
  cardCommands["offer.decline"],
  cardCommands.ack,
  cardCommands.undo,
  cardCommands.press,
  cardCommands["timer.skip"],
  cardCommands["timer.ring"],
]);
export type CardRequest = z.infer<typeof CardRequest>;
export type CardCommand = Infer<typeof cardCommands> | Infer<typeof innerCommands>;
export type RecordCommand = Infer<typeof recordCommands>;
export type BeyondCommand = Infer<typeof beyond>;
export type Command = CardCommand | RecordCommand | BeyondCommand;
export type CommandOf<T extends Command["type"]> = Extract<Command, { type: T }>;
