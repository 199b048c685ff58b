import {
  type Card,
  countedBy,
  isCounted,
  oneMore,
  takenBack,
  type FactKey,
  type FactKind,
  type FactValues,
  factParts,
  type Instant,
  loadOf,
  type PlannedEvent,
  type Subject,
  subjectKey,
  touchedBy,
} from "@corridor/domain";
import type { FactMap, State } from "../ports/ledger.ts";
import type { Plan } from "../step/context.ts";
import { factsAtHand, type FactSource } from "../step/fact-reader.ts";
import { hasValue } from "./has-value.ts";
import { holderOf } from "./holder.ts";
import { overlap } from "./overlap.ts";
import { stoodFor } from "./stood-for.ts";

type Adjust = {
  [K in FactKind]: (value: FactValues[K], args: readonly string[], overlay: Overlay) => FactValues[K];
};

/**
 * What the commands of a batch that were already accepted have changed, laid over what the ledger says, so that
 * a later command of the same batch reads the earlier ones.
 */
export class Overlay {
  readonly states: Map<string, State>;
  readonly placed: {
    readonly card: string;
    readonly from: string | null;
    readonly stage: string;
    readonly rank: string;
    readonly location: string;
  }[] = [];
  readonly events: PlannedEvent[] = [];
  readonly #now: Instant;
  readonly #loaded: ReadonlyMap<string, State>;

  constructor(loaded: ReadonlyMap<string, State>, now: Instant) {
    this.#loaded = loaded;
    this.states = new Map(loaded);
    this.#now = now;
  }

  get now(): Instant {
    return this.#now;
  }

  accept(subject: Subject, plan: Plan): void {
    this.states.set(subjectKey(subject), plan.after);
    this.events.push(...plan.events);
    if (plan.after.kind !== "card" || !plan.after.card) return;
    const { id, location } = plan.after.card;
    for (const event of plan.events) {
      if (event.type === "card.created") this.placed.push({ card: id, from: null, ...event.data, location });
      if (event.type === "card.moved")
        this.placed.push({ card: id, from: event.data.from.stage, ...event.data.to, location });
    }
  }

  cards(): readonly Card[] {
    return cardsIn(this.states.values());
  }

  /** By how much the accepted commands have changed what a person carries: its weight, and how many cards. */
  gained(person: string): { readonly load: number; readonly open: number } {
    const own = (states: Iterable<State>) =>
      cardsIn(states).filter((card) => card.assignee === person && !card.final);
    const [before, after] = [own(this.#loaded.values()), own(this.states.values())];
    const weight = (cards: readonly Card[]) => cards.reduce((sum, card) => sum + loadOf(card), 0);
    return { load: weight(after) - weight(before), open: after.length - before.length };
  }

  record<T>(kind: Subject["kind"], id: string, otherwise: T): T {
    const state = this.states.get(`${kind}/${id}`);
    return state?.kind === "record" ? (state.record as T) : otherwise;
  }

  /** The facts as they are now, after the commands accepted so far. */
  over(facts: FactMap): FactSource {
    const plain = factsAtHand(facts);
    if (this.events.length === 0) return plain;
    const get = (key: FactKey) => {
      const value = plain.get(key);
      return value === undefined ? undefined : this.#adjust(key, value);
    };
    return { has: plain.has, get };
  }

  #adjust<K extends FactKind>(key: FactKey<K>, value: FactValues[FactKind]): FactValues[FactKind] {
    const [kind, ...args] = factParts(key);
    // A key names its kind, so the value beside it is what that kind's room takes.
    return (
      ADJUST[kind] as (v: FactValues[FactKind], a: readonly string[], o: Overlay) => FactValues[FactKind]
    )(value, args, this);
  }
}

const cardsIn = (states: Iterable<State>): Card[] =>
  [...states].flatMap((state) => (state.kind === "card" && state.card ? [state.card] : []));

const ADJUST: Adjust = {
  wip: (count, [stage, location], { placed }) =>
    placed
      .filter((move) => location === "*" || move.location === location)
      .reduce((n, move) => n + Number(move.stage === stage) - Number(move.from === stage), count),
  gap: (gap, [stage, , , self], { placed }) =>
    placed.reduce(({ after, before }, move) => {
      const inside = (after === null || move.rank > after) && (before === null || move.rank < before);
      return move.stage === stage && move.card !== self && inside
        ? { after: move.rank, before }
        : { after, before };
    }, gap),
  card: (card, [id], overlay) => overlay.cards().find((one) => one.id === id) ?? card,
  patient: (patient, [id = ""], overlay) => overlay.record("patient", id, patient),
  person: (person, [id = ""], overlay) => overlay.record("person", id, person),
  pool: (pool, _args, overlay) =>
    pool.map((candidate) => {
      const { id } = candidate.person;
      const person = overlay.record("person", id, candidate.person);
      const given = overlay.events.some((e) => e.type === "card.assigned" && e.data.to.person === id);
      const lastAssignedAt = given ? overlay.now : candidate.lastAssignedAt;
      const { load, open } = overlay.gained(id);
      return { person, load: candidate.load + load, open: candidate.open + open, lastAssignedAt };
    }),
  carers: (carers, [patient, self], overlay) => {
    const others = overlay.cards().filter((card) => card.patient === patient && card.id !== self);
    const now = others.flatMap(({ final, assignee }) => (final || assignee === null ? [] : [assignee]));
    return [...new Set([...carers, ...now])].sort();
  },
  owners: (owners, [card], { events }) => {
    const given = events.flatMap((e) =>
      e.type === "card.assigned" && e.subject.id === card && e.data.to.person ? [e.data.to.person] : [],
    );
    return [...new Set([...given.toReversed(), ...owners])];
  },
  touched: (touched, [card], { events }) => [
    ...touched,
    ...events.filter((e) => e.subject.kind === "card" && e.subject.id === card).flatMap(touchedBy),
  ],
  decision: (past, _args, { events }) => {
    const subject = past?.events[0]?.subject;
    if (!past || !subject) return past;
    const since = events.filter((e) => subjectKey(e.subject) === subjectKey(subject)).flatMap(touchedBy);
    return { ...past, touchedSince: [...past.touchedSince, ...since] };
  },
  cards: (cards, [patient], { events }) => [
    ...cards,
    ...events.flatMap((e) => (e.type === "card.created" && e.data.patient === patient ? [e.subject.id] : [])),
  ],
  matching: (found, [column = "", value = "", after = "", most = "", also], overlay) => {
    const here = overlay.cards();
    const changed = new Set(here.map(({ id }) => id));
    // A full page says nothing of what comes after it.
    const end = most !== "" && found.length >= Number(most) ? found.at(-1)?.id : undefined;
    const fits = (card: Card): boolean =>
      hasValue(card, column, value, also) && card.id > after && (end === undefined || card.id <= end);
    const all = [...found.filter(({ id }) => !changed.has(id)), ...here.filter(fits)];
    return all.sort((a, b) => (a.id < b.id ? -1 : 1));
  },
  tally: (tally, args, overlay) => {
    const counted = countedBy(args);
    const location = new Map(overlay.cards().map((card) => [card.id, card.location]));
    // What is undone here and happened before stays in until the history is asked: its undoing makes others count again.
    const isTakenBack = takenBack(overlay.events);
    return overlay.events
      .filter((event) => isCounted(counted, event) && !isTakenBack(event))
      .reduce((sum, one) => {
        const where = location.get(one.subject.id) ?? "";
        return oneMore(sum, where, overlay.now, stoodFor(one, counted));
      }, tally);
  },
  booked: (booked, [provider = "", start = "", minutes, self], overlay) => {
    const wanted = { provider, start, minutes: Number(minutes) };
    const here = overlay.cards();
    const holder = holderOf(here, ({ id }, time) => id !== self && overlap(time, wanted));
    return holder ?? (here.some(({ id }) => id === booked?.card) ? null : booked);
  },
  slot: (fact, [id], overlay) => {
    const here = overlay.cards();
    const holder = holderOf(here, (_, { slot }) => slot === id);
    return {
      slot: overlay.record("slot", id ?? "", fact.slot),
      takenBy: holder ?? (here.some((card) => card.id === fact.takenBy?.card) ? null : fact.takenBy),
    };
  },
  ruleset: (known) => known,
  // Rules are activated and paused for the transactions that begin afterwards.
  lifecycle: (known) => known,
  paused: (known) => known,
  delivery: (known, [effect], { events }) => {
    const anew = events.some((e) => e.type === "delivery.redriven" && e.data.effect === effect);
    return known && anew ? { ...known, status: "pending" } : known;
  },
  // Nothing is let out by a command.
  written: (known) => known,
};
