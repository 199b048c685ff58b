import { type FactKey, type FactKind, factKey, factParts, type Facts, type FactValues } from "../facts.ts";
import { ana, ben, cleo, patient, slot } from "./people.ts";

type Row = readonly [FactKey, FactValues[FactKind]];

/** One row of a fact table: `fact("wip", 12, "treatment", "main")`. */
export const fact = <K extends FactKind>(kind: K, value: FactValues[K], ...args: readonly string[]): Row => [
  factKey(kind, ...args),
  value,
];

/** What is true on a quiet day: empty columns, nothing taken, the people and the patient of people.ts. */
const quiet: { [K in FactKind]: (id: string) => FactValues[K] } = {
  wip: () => 0,
  gap: () => ({ after: null, before: null }),
  card: () => null,
  patient: (id) => (id === patient.id ? patient : null),
  person: (id) => [ana, ben, cleo].find((person) => person.id === id) ?? null,
  pool: () => [],
  carers: () => [],
  owners: () => [],
  touched: () => [],
  decision: () => null,
  cards: () => [],
  matching: () => [],
  tally: () => ({}),
  booked: () => null,
  slot: (id) => ({ slot: id === slot.id ? slot : null, takenBy: null }),
  ruleset: () => false,
  lifecycle: () => null,
  written: () => [],
  delivery: () => null,
  paused: () => [],
};

/** Facts written down by a test over those of a quiet day. Remembers what was asked, in order. */
export class FactTable implements Facts {
  readonly asked: FactKey[] = [];
  readonly #rows: ReadonlyMap<FactKey, FactValues[FactKind]>;

  constructor(rows: readonly Row[] = []) {
    this.#rows = new Map(rows);
  }

  want(...keys: readonly FactKey[]): void {
    this.asked.push(...keys.filter((key) => !this.asked.includes(key)));
  }

  read<K extends FactKind>(key: FactKey<K>): FactValues[K] {
    this.want(key);
    const [kind, id = ""] = factParts(key);
    const value = this.#rows.has(key) ? this.#rows.get(key) : quiet[kind](id);
    // A key names its kind, so the value under it is of that kind.
    return value as FactValues[K];
  }
}
