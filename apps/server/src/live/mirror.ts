import {
  type Event,
  foldRecord,
  type Patient,
  type Person,
  type RecordState,
  subjectKey,
} from "@corridor/domain";
import type { CardRow, History } from "@corridor/engine/ports";
import { Names } from "./names.ts";

/**
 * The practice as it stands, in this process's memory: cards with their clocks, patients, people, and their
 * names. It follows the history by seq; nothing is decided from it.
 */
export class Mirror {
  readonly practice: string;
  readonly names: Names;
  readonly rows = new Map<string, CardRow>();
  readonly patients = new Map<string, Patient>();
  readonly people = new Map<string, Person>();
  /** Locations that cards are at, whether the rules name them or an import brought them. */
  readonly locations = new Set<string>();
  readonly #history: History;
  readonly #cardsOf = new Map<string, Set<string>>();
  seq = 0;

  constructor(practice: string, history: History) {
    this.practice = practice;
    this.#history = history;
    this.names = new Names(practice, history);
  }

  /** Reads everything. The number is read first: what is newer than it is only told once more. */
  async load(): Promise<void> {
    const { seq } = await this.#history.head(this.practice);
    const [rows, patients, people] = await Promise.all([
      this.#history.cards(this.practice),
      this.#history.records(this.practice, "patient"),
      this.#history.records(this.practice, "person"),
    ]);
    for (const patient of patients as readonly Patient[]) this.patients.set(patient.id, patient);
    for (const person of people as readonly Person[]) this.people.set(person.id, person);
    await this.names.learn(this.patients.values(), this.people.values());
    for (const row of rows) this.put(row);
    this.seq = seq;
  }

  /** Takes a card over unless a newer one is known. */
  put(row: CardRow): void {
    const { id, version, patient } = row.card;
    if ((this.rows.get(id)?.card.version ?? -1) > version) return;
    this.rows.set(id, row);
    this.locations.add(row.card.location);
    const cards = this.#cardsOf.get(patient);
    if (cards) cards.add(id);
    else this.#cardsOf.set(patient, new Set([id]));
  }

  cardsOf(patient: string): readonly string[] {
    return [...(this.#cardsOf.get(patient) ?? [])];
  }

  /**
   * Folds events of patients and people. Returns whose names have to be read before anything is shown of them;
   * null when there are none, which is the usual case and must not wait.
   */
  foldRecords(events: readonly Event[]): Promise<void> | null {
    const [patients, people] = [new Set<string>(), new Set<string>()];
    for (const event of events) {
      const { kind, id } = event.subject;
      if (kind === "patient" && this.#fold(this.patients as Map<string, RecordState>, event))
        patients.add(id);
      if (kind === "person" && this.#fold(this.people as Map<string, RecordState>, event)) people.add(id);
    }
    if (patients.size + people.size === 0) return null;
    return this.names.learn(pick(this.patients, patients), pick(this.people, people));
  }

  #fold(records: Map<string, RecordState>, event: Event): boolean {
    const before = records.get(event.subject.id) ?? null;
    if (before && before.version > event.version) return false;
    const after = foldRecord(before, [event]);
    if (after) records.set(event.subject.id, after);
    return true;
  }

  /** Cards whose look an event may have changed: its own, or all of a changed patient. */
  touched(events: readonly Event[]): ReadonlySet<string> {
    const ids = new Set<string>();
    for (const { subject } of events) {
      if (subject.kind === "card") ids.add(subject.id);
      if (subject.kind === "patient") for (const id of this.cardsOf(subject.id)) ids.add(id);
    }
    return ids;
  }

  /** The cards an event stream speaks of, read anew: for what other nodes have written. */
  async reread(events: readonly Event[]): Promise<readonly CardRow[]> {
    const ids = [
      ...new Set(events.filter((e) => e.subject.kind === "card").map((e) => subjectKey(e.subject))),
    ];
    if (ids.length > 200) return this.#history.cards(this.practice);
    const rows = await Promise.all(
      ids.map((key) => this.#history.card(this.practice, key.slice("card/".length))),
    );
    return rows.filter((row) => row !== null);
  }
}

const pick = <T>(records: ReadonlyMap<string, T>, ids: Iterable<string>): T[] =>
  [...ids].flatMap((id) => records.get(id) ?? []);
