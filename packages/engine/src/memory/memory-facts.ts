import {
  byRank,
  countedBy,
  isCounted,
  oneMore,
  takenBack,
  type Tally,
  type Card,
  type FactKey,
  type FactKind,
  type FactValues,
  factParts,
  gapFor,
  loadOf,
  type Patient,
  type Person,
  type Practice,
  type Slot,
  touchedBy,
  touchedInTheEnd,
} from "@corridor/domain";
import { holderOf } from "../authority/holder.ts";
import { overlap } from "../authority/overlap.ts";
import { stoodFor } from "../authority/stood-for.ts";
import { hasValue } from "../authority/has-value.ts";
import { messageIn } from "../step/effects.ts";
import type { MemoryPractice, StoredEffect } from "./memory-state.ts";

type Rooms = { [K in FactKind]: (practice: MemoryPractice, args: readonly string[]) => FactValues[K] };

export function factOf(practice: MemoryPractice, key: FactKey): FactValues[FactKind] {
  const [kind, ...args] = factParts(key);
  return (FACTS[kind] as (p: MemoryPractice, a: readonly string[]) => FactValues[FactKind])(practice, args);
}

const FACTS: Rooms = {
  wip: (practice, [stage, location]) =>
    cards(practice).filter((c) => c.stage === stage && (location === "*" || c.location === location)).length,
  gap: (practice, [stage, after, before, self]) => {
    const column = cards(practice).filter((c) => c.stage === stage && c.id !== self);
    return gapFor(column.sort(byRank), after || null, before || null);
  },
  card: (practice, [id]) => cardOf(practice, id),
  patient: (practice, [id]) => record<Patient>(practice, `patient/${id}`),
  person: (practice, [id]) => record<Person>(practice, `person/${id}`),
  pool: (practice, [role = "", location = ""]) =>
    records<Person>(practice, "person/")
      .filter((p) => p.active && p.roles.includes(role))
      .filter((p) => p.locations.length === 0 || p.locations.includes(location))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((person) => ({
        person,
        ...onHand(practice, person.id),
        lastAssignedAt: lastAssigned(practice, person.id),
      })),
  carers: (practice, [patient, self]) => {
    const others = cards(practice).filter((c) => c.patient === patient && c.id !== self && !c.final);
    return [...new Set(others.flatMap((c) => c.assignee ?? []))].sort();
  },
  owners: (practice, [card]) => {
    const given = practice.events.flatMap((e) =>
      e.type === "card.assigned" && e.subject.id === card && e.data.to.person ? [e.data.to.person] : [],
    );
    return [...new Set(given.toReversed())];
  },
  touched: (practice, [card, version]) =>
    practice.events
      .filter((e) => e.subject.kind === "card" && e.subject.id === card && e.version > Number(version))
      .flatMap(touchedBy),
  decision: (practice, [id]) => pastDecision(practice, id ?? ""),
  cards: (practice, [patient]) =>
    cards(practice)
      .filter((c) => c.patient === patient && !c.final)
      .map((c) => c.id)
      .sort(),
  matching: (practice, [column = "", value = "", after = "", most = "", also]) =>
    cards(practice)
      .filter((card) => hasValue(card, column, value, also) && card.id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, most === "" ? undefined : Number(most)),
  tally: (practice, args) => {
    const [counted, since = ""] = [countedBy(args), args[3]];
    const isTakenBack = takenBack(practice.events);
    const location = new Map(cards(practice).map((card) => [card.id, card.location]));
    return practice.events.reduce<Tally>(
      (tally, one) =>
        one.at > since && isCounted(counted, one) && !isTakenBack(one)
          ? oneMore(tally, location.get(one.subject.id) ?? "", one.at, stoodFor(one, counted))
          : tally,
      {},
    );
  },
  booked: (practice, [provider = "", start = "", minutes, self]) => {
    const wanted = { provider, start, minutes: Number(minutes) };
    return holderOf(cards(practice), ({ id }, time) => id !== self && overlap(time, wanted));
  },
  slot: (practice, [id]) => ({
    slot: record<Slot>(practice, `slot/${id}`),
    takenBy: holderOf(cards(practice), (_, { slot }) => slot === id),
  }),
  ruleset: (practice, [hash = ""]) => practice.rulesets.has(hash),
  lifecycle: (practice, [version = ""]) => itself(practice)?.lifecycles?.[version] ?? null,
  written: (practice, [patient, since = ""]) =>
    [...practice.outbox.values()].flatMap(({ effect, released, status }) => {
      const counts =
        released !== null && released.patient === patient && released.at >= since && status !== "dead";
      const message = counts ? messageIn(effect) : null;
      return message ? [{ effect: effect.key, template: message.template }] : [];
    }),
  delivery: (practice, [effect = ""]) => {
    const row = practice.outbox.get(effect);
    if (!row) return null;
    const { subject, body } = row.effect;
    const asked = "event" in body && body.event.type === "call.requested" ? body.event.data : null;
    const call = asked && { connector: asked.connector, op: asked.op };
    return { status: row.status, subject, call };
  },
  paused: (practice) => pausedIn(practice),
};

function cardOf(practice: MemoryPractice, id: string | undefined): Card | null {
  const state = practice.subjects.get(`card/${id}`);
  return state?.kind === "card" ? state.card : null;
}

export function cards(practice: MemoryPractice): Card[] {
  return [...practice.subjects.values()].flatMap((state) =>
    state.kind === "card" && state.card ? [state.card] : [],
  );
}

export function records<T>(practice: MemoryPractice, prefix: string): T[] {
  return [...practice.subjects]
    .filter(([key]) => key.startsWith(prefix))
    .flatMap(([, state]) => (state.kind === "record" && state.record ? [state.record as T] : []));
}

const itself = (practice: MemoryPractice): Practice | undefined =>
  records<Practice>(practice, "practice/")[0];

/** Ids of the rules that are paused, in order. */
export const pausedIn = (practice: MemoryPractice): readonly string[] =>
  Object.keys(itself(practice)?.paused ?? {}).sort();

export function record<T extends Patient | Person | Slot | Practice>(
  practice: MemoryPractice,
  key: string,
): T | null {
  const state = practice.subjects.get(key);
  return state?.kind === "record" ? (state.record as T | null) : null;
}

function onHand(practice: MemoryPractice, person: string) {
  const own = cards(practice).filter((card) => card.assignee === person && !card.final);
  return { load: own.reduce((sum, card) => sum + loadOf(card), 0), open: own.length };
}

function lastAssigned(practice: MemoryPractice, person: string): string | null {
  return (
    practice.events.findLast((e) => e.type === "card.assigned" && e.data.to.person === person)?.at ?? null
  );
}

function pastDecision(practice: MemoryPractice, id: string): FactValues["decision"] {
  const found = practice.events.find((e) => e.id === id);
  const decision = found && practice.byInput.get(found.root);
  if (!found || !decision) return null;
  const events = practice.eventsOf(decision);
  const last = events.at(-1)?.seq ?? 0;
  const since = practice.events.filter(
    (e) => e.seq > last && e.subject.kind === found.subject.kind && e.subject.id === found.subject.id,
  );
  const effects = decision.effects.map(({ key }) => ({
    key,
    sent: left(practice.outbox.get(key)),
  }));
  return { events, touchedSince: touchedInTheEnd(since), effects };
}

/** Sent, or with a sender who has it or never answered: then nobody knows. */
const left = (row: StoredEffect | undefined): boolean =>
  row?.status === "sent" || (row?.status === "pending" && row.leaseUntil !== null);
