import type {
  Card,
  FactKey,
  EventData,
  EventType,
  Fields,
  PlannedEvent,
  RecordState,
  Subject,
} from "@corridor/domain";
import type { CardRow, Decision, Effect, Input, Ledger } from "../../ports/index.ts";
import type { Bench } from "./opened.ts";

type Timer = CardRow["timers"][number];

export const NOW = "2026-11-09T15:00:00.000Z";
export const USER = { kind: "user", id: "ana", role: "nurse" } as const;
/** The hash every practice of the contract runs on. */
export const RULES = "f".repeat(64);

let made = 0;
/** A new name; the contract needs no chance for it. */
export const name = (what: string): string => `${what}-${(made += 1)}`;

export function aCard(change: Partial<Card> = {}): Card {
  return {
    ...{ id: name("card"), version: 1, type: "visit", location: "main", patient: "p1", lifecycle: 1 },
    ...{
      stage: "intake",
      state: "new",
      final: false,
      rank: "a0",
      fields: {},
      assignee: null,
      role: null,
      labels: [],
      tasks: [],
    },
    ...{ appointment: null, claims: [], escalations: [], calls: {}, comments: 0 },
    ...{ createdAt: NOW, enteredStageAt: NOW, enteredStateAt: NOW, movedBy: { kind: "user", id: "ana" } },
    ...change,
  };
}

/** The card one step later. */
export const next = (card: Card, change: Partial<Card> = {}): Card => ({
  ...card,
  version: card.version + 1,
  ...change,
});

export function anInput(subject: Subject, change: Partial<Input> = {}): Input {
  return {
    ...{
      id: name("input"),
      subject,
      actor: USER,
      ask: { command: { type: "label", add: ["x"] } },
      expected: null,
    },
    ...{ cause: null, path: [], depth: 0, keyed: false, fingerprint: "" },
    ...change,
  };
}

export interface Happening<T extends EventType = EventType> {
  readonly type: T;
  readonly data: EventData[T];
}

export const happening = <T extends EventType>(type: T, data: EventData[T]): Happening<T> => ({ type, data });

export const labelled = (...added: string[]) => happening("card.labelled", { added, removed: [] });

type Parts = Partial<Omit<Decision, "events" | "input">> & { readonly events?: readonly Happening[] };

/** A decision as the engine makes them; what is not said is empty. */
export function aDecision(input: Input, { events = [labelled("x")], ...parts }: Parts): Decision {
  const { subject, actor, id } = input;
  const planned = events.map(
    (event, n) =>
      ({ ...event, id: `${id}/${n + 1}`, subject, actor, cause: null, root: id, depth: 0 }) as PlannedEvent,
  );
  return {
    ...{
      input,
      now: NOW,
      ruleset: RULES,
      engine: "1",
      tzdata: "2026a",
      facts: {},
      outcome: { ok: true, version: 1 },
    },
    ...{ put: [], drop: [], effects: [], recall: [], sealed: [], runs: [], digest: "0" },
    after: { kind: "record", record: null },
    ...parts,
    events: planned,
  };
}

/** A decision that leaves the card like this. */
export function onCard(card: Card, parts: Parts & { readonly input?: Partial<Input> } = {}): Decision {
  const { input, ...rest } = parts;
  return aDecision(anInput({ kind: "card", id: card.id }, input), {
    after: { kind: "card", card, timers: rest.put ?? [], reconciled: RULES },
    outcome: { ok: true, version: card.version },
    ...rest,
  });
}

/** A decision that leaves the record like this. */
export function onRecord(
  kind: Subject["kind"],
  record: RecordState,
  ...events: readonly Happening[]
): Decision {
  return aDecision(anInput({ kind, id: record.id }), {
    after: { kind: "record", record },
    outcome: { ok: true, version: record.version },
    events,
  });
}

export const patient = (id: string, fields: Fields = {}) =>
  onRecord("patient", { id, version: 1, fields }, happening("patient.created", { fields }));

export function person(
  id: string,
  locations: readonly string[],
  roles: readonly string[] = ["nurse"],
  active = true,
) {
  const data = { name: [], roles: [...roles], locations: [...locations], shifts: [] };
  const change = happening("person.changed", {
    roles: data.roles,
    locations: data.locations,
    shifts: [],
    active,
  });
  return onRecord("person", { id, version: 1, ...data, active }, happening("person.created", data), change);
}

export function aTimer(card: string, change: Partial<Timer> = {}): Timer {
  return {
    ...{
      key: name(`while:rule.0/${card}@`),
      card,
      rule: "rule",
      trigger: 0,
      step: 0,
      due: NOW,
      anchor: null,
    },
    ...{ since: "2026-11-09T14:00:00.000Z", sig: "s" },
    ...change,
  };
}

export function anEffect(card: string, event: string, change: Partial<Effect> = {}): Effect {
  const subject = { kind: "card", id: card } as const;
  return {
    ...{ key: name("effect"), kind: "command", subject, event, path: ["rule/card"], depth: 1 },
    body: { subject, command: { type: "label", add: ["told"] }, actor: USER },
    ...change,
  };
}

/** A notice to the lead, held or grouped as said. */
export function aNotice(
  card: string,
  event: string,
  { notBefore = null, group = null }: Partial<Pick<EventData["notice.queued"], "notBefore" | "group">>,
): Effect {
  const effect = name("effect");
  const data = { effect, to: { role: "lead", person: null }, via: ["board"], text: [], notBefore, group };
  const happened = happening("notice.queued", data);
  const told = { ...happened, ...{ id: event, subject: { kind: "card" as const, id: card }, actor: USER } };
  const body = { event: { ...told, cause: null, root: "in", depth: 0 } as PlannedEvent };
  return anEffect(card, event, { key: effect, kind: "notice", body });
}

/** A message to the card's patient. */
export function aMessage(card: string, change: Partial<EventData["message.queued"]> = {}): Effect {
  const effect = name("effect");
  const data = {
    effect,
    template: "hello",
    via: ["sms", "email"],
    with: {},
    notBefore: null,
    notAfter: null,
    ...change,
  };
  const subject = { kind: "card" as const, id: card };
  const told = { ...happening("message.queued", data), id: "e/1", subject, actor: USER };
  const body = { event: { ...told, cause: null, root: "in", depth: 0 } as PlannedEvent };
  return anEffect(card, "e/1", { key: effect, kind: "message", body });
}

/** Loads what the decisions are about, as the engine does, and appends them as one transaction. */
export function commit(ledger: Ledger, practice: string, ...decisions: readonly Decision[]) {
  const subjects = new Map(
    decisions.map(({ input: { subject } }) => [`${subject.kind}/${subject.id}`, subject]),
  );
  return ledger.transact(practice, async (tx) => {
    await tx.load([...subjects.values()]);
    return tx.append(decisions, { commit: true });
  });
}

/** The practice begins to decide by `RULES`. */
export const activate = (ledger: Ledger, practice: string) =>
  commit(
    ledger,
    practice,
    onRecord(
      "practice",
      { id: practice, version: 1, ruleset: RULES },
      happening("ruleset.activated", { from: null, to: RULES }),
    ),
  );

/** One fact, read without a lock. */
export async function fact<T>({ store }: Bench, practice: string, key: FactKey): Promise<T> {
  return (await store.ledger.transact(practice, (tx) => tx.facts([key])))[key] as T;
}
