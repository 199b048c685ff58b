import {
  byRank,
  type Card,
  type CardCommand,
  type Command,
  decide,
  decideRecord,
  evolve,
  evolveRecord,
  type FactKey,
  factParts,
  type Facts,
  type FieldTypes,
  gapFor,
  isRecordCommand,
  isRejection,
  type Lifecycle,
  type NewEvent,
  type Patient,
  type Person,
  type PlannedEvent,
  type RecordState,
  type Stage,
  type Subject,
  type Verdict,
  type World,
} from "@corridor/domain";
import type { DemoStep } from "../diary.ts";
import { toMs } from "../new-york.ts";
import { isNeeded } from "../needed.ts";
import { needs } from "../practice.ts";

type Guard = (card: Card) => boolean;

const guards: Readonly<Record<string, Guard>> = {
  ready: (card) => card.state === "ready",
  booked: (card) => ["booked", "confirmed"].includes(card.state),
  documented: (card) => card.fields["documentation.complete"] === true,
  settled: (card) => ["paid", "written_off"].includes(String(card.fields["claim.status"])),
};

/** The lifecycle of LANGUAGE.md. */
export const lifecycle: Lifecycle = {
  ...{ id: "patient-journey", version: 3, initial: "intake" },
  stages: [
    stage("intake", "new forms_sent forms_received ready", { scheduling: "ready", cancelled: null }),
    {
      ...stage("scheduling", "unscheduled waitlisted booked confirmed", {
        treatment: "booked",
        intake: null,
        cancelled: null,
      }),
      wip: { limit: 40, per: "location", policy: "warn" },
    },
    {
      ...stage("treatment", "checked_in in_room with_provider documentation", {
        ...{ follow_up: "documented", billing: "documented", scheduling: null },
      }),
      wip: { limit: 12, per: "location", policy: "block" },
    },
    stage("follow_up", "pending contacted rebooked", { billing: null, scheduling: null, closed: null }),
    stage("billing", "charge_capture submitted denied rework paid", { closed: "settled", follow_up: null }),
    stage("closed", "closed", {}),
    stage("cancelled", "cancelled", {}),
  ],
};

function stage(id: string, states: string, moves: Readonly<Record<string, string | null>>): Stage {
  const entry: Record<string, string> = { intake: "new", scheduling: "unscheduled", treatment: "checked_in" };
  const first: Record<string, string> = { ...entry, follow_up: "pending", billing: "charge_capture" };
  return {
    ...{ id, name: id, states: states.split(" "), final: Object.keys(moves).length === 0, wip: null },
    moves: Object.entries(moves).map(([to, guard]) => ({
      ...{ to, enter: [first[to] ?? to], guard, because: guard === null ? null : `not ${guard}` },
    })),
  };
}

const field = (type: string) => ({
  ...{ type: type === "enum" ? "string" : (type as "string"), enum: null, phi: false },
  default: type === "bool" ? false : type === "int" ? 0 : null,
});
const fields: FieldTypes = Object.fromEntries([
  ...Object.entries(needs.cardFields).map(([name, type]) => [
    name,
    { ...field(type), phi: needs.protectedCardFields.some((one) => one === name) },
  ]),
  ...Object.entries(needs.patientFields).map(([name, { type, phi }]) => [
    `patient.${name}`,
    { ...field(type), phi },
  ]),
]);

/** What the steps make of an empty practice, and every refusal on the way. */
export interface Played {
  readonly cards: ReadonlyMap<string, Card>;
  readonly records: ReadonlyMap<string, RecordState>;
  readonly refused: readonly string[];
  readonly overWip: number;
  /** The most cards in treatment at one location at any time. */
  readonly fullest: number;
}

/** A rule's command that follows an event, as the practice's rules might give it. */
export type Follows = (event: NewEvent, card: Card) => readonly Command[];

export function play(steps: readonly DemoStep[], follows: Follows = () => []): Played {
  const [cards, records, refused] = [new Map<string, Card>(), new Map<string, RecordState>(), [] as string[]];
  let [overWip, fullest, inputs] = [0, 0, 0];

  const take = (subject: Subject, command: Command, at: string, role: string): void => {
    inputs += 1;
    const input = `i${inputs}`;
    let ids = 0;
    const world: World = {
      ...{ now: at, actor: { kind: "user", id: role, role }, lifecycle, fields, roles: needs.roles },
      ...{ buttons: {}, events: {}, clockOf: () => null },
      facts: factsOf(cards, records),
      verdict: (guard, card): Verdict =>
        guards[guard]?.(card) ? { ok: true } : { ok: false, because: `not ${guard}` },
      newId: () => `${input}/${++ids}`,
    };
    const hidden = seal(command);
    const card = cards.get(subject.id) ?? null;
    const decided = isRecordCommand(hidden)
      ? decideRecord(records.get(subject.id) ?? null, hidden, world)
      : decide(subject.id, card, hidden as CardCommand, world);
    if (isRejection(decided)) {
      refused.push(`${at} ${command.type} ${JSON.stringify(command).slice(0, 120)}: ${decided.because}`);
      return;
    }
    for (const [n, event] of decided.entries()) {
      const planned = {
        ...event,
        id: `${input}/${n}`,
        subject,
        actor: world.actor,
        cause: null,
        root: input,
        depth: 0,
      } as PlannedEvent;
      if (isRecordCommand(hidden))
        records.set(subject.id, evolveRecord(records.get(subject.id) ?? null, planned));
      else cards.set(subject.id, evolve(cards.get(subject.id) ?? null, planned));
      if (event.type === "wip.exceeded") overWip += 1;
    }
    for (const location of needs.locations)
      fullest = Math.max(fullest, countIn(cards, "treatment", location));
    for (const event of decided)
      for (const next of isRecordCommand(hidden) ? [] : follows(event, cards.get(subject.id) as Card))
        take(subject, next, at, "system");
  };

  for (const { at, input } of steps)
    if (isNeeded(input.command, cards.get(input.subject.id) ?? null))
      take(input.subject, input.command, at, input.actorPersona);
  return { cards, records, refused, overWip, fullest };
}

const countIn = (cards: ReadonlyMap<string, Card>, stage: string, location: string | undefined): number =>
  [...cards.values()].filter((c) => c.stage === stage && (location === "*" || c.location === location))
    .length;

/** As the door does it: protected text becomes a pointer. */
function seal(command: Command): Command {
  const text = (value: unknown) => (typeof value === "string" ? [{ ref: "r" }] : []);
  if (command.type === "comment") return { ...command, text: text(command.text) };
  if (command.type === "task.add") return { ...command, title: text(command.title) };
  if (command.type === "appointment.cancel") return { ...command, reason: text(command.reason) };
  if (command.type === "person.create") return { ...command, name: text(command.name) };
  if (!("fields" in command)) return command;
  const prefix = command.type === "patient.create" || command.type === "patient.update" ? "patient." : "";
  const hide = ([name, value]: [string, unknown]) => [
    name,
    fields[`${prefix}${name}`]?.phi ? { ref: String(value) } : value,
  ];
  return { ...command, fields: Object.fromEntries(Object.entries(command.fields).map(hide)) };
}

function factsOf(cards: ReadonlyMap<string, Card>, records: ReadonlyMap<string, RecordState>): Facts {
  const answers: Record<string, (args: readonly string[]) => unknown> = {
    wip: ([stage = "", location]) => countIn(cards, stage, location),
    gap: ([stage, after, before, self]) =>
      gapFor(
        [...cards.values()].filter((c) => c.stage === stage && c.id !== self).sort(byRank),
        after || null,
        before || null,
      ),
    patient: ([id = ""]) => (records.get(id) as Patient | undefined) ?? null,
    person: ([id = ""]) => (records.get(id) as Person | undefined) ?? null,
    booked: ([provider, start = "", minutes, self]) =>
      [...cards.values()].find(
        (c) => c.id !== self && c.appointment?.provider === provider && overlaps(c, start, Number(minutes)),
      )?.id ?? null,
  };
  return {
    want: () => {},
    read: ((key: FactKey) => {
      const [kind, ...args] = factParts(key);
      return answers[kind]?.(args);
    }) as Facts["read"],
  };
}

function overlaps({ appointment }: Card, start: string, minutes: number): boolean {
  if (!appointment) return false;
  const [from, begins] = [toMs(start), toMs(appointment.start)];
  return begins < from + minutes * 60_000 && from < begins + appointment.minutes * 60_000;
}
