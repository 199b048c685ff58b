import type { Card } from "./card.ts";
import type { Event } from "./events.ts";
import type { Gap } from "./rank.ts";
import type { Patient, Person, Slot } from "./records.ts";
import type { Subject } from "./subject.ts";
import type { Tally } from "./tally.ts";
import type { Instant } from "./values.ts";

/** What `decide` may need to know of the world beyond its own subject. A kind's arguments stand beside it. */
export interface FactValues {
  /** stage, location or `*`: how many cards stand there. */
  wip: number;
  /** stage, after or ``, before or ``, the moving card: the ranks it falls between. */
  gap: Gap;
  /** id */
  card: Card | null;
  /** id */
  patient: Patient | null;
  /** id */
  person: Person | null;
  /** role, location: who may be given a card, in order of id. */
  pool: readonly Candidate[];
  /** patient, card: ids of the people who have another of the patient's open cards. */
  carers: readonly string[];
  /** card: ids of the people who have had it, the last first, each once. */
  owners: readonly string[];
  /** card, version: what events after that version touched (see `touches`). */
  touched: readonly string[];
  /** event: the whole decision an event belongs to, as far as undoing it needs. */
  decision: PastDecision | null;
  /** patient: ids of the patient's cards that are not in a final stage. */
  cards: readonly string[];
  /**
   * stage, state, location, type, assignee or patient, and its value: the cards that have it, in order of id; with an id and a
   * number, at most so many of those after it; with a JSON object of more of these columns, those that have them too.
   */
  matching: readonly Card[];
  /** type, what such an event says, what it does not say or ``, since: how many there were after that, by location. */
  tally: Tally;
  /** provider, start, minutes, card: the card, other than this one, that has a time overlapping that one. */
  booked: Holder | null;
  /** slot: the slot and the card that has it. */
  slot: { readonly slot: Slot | null; readonly takenBy: Holder | null };
  /** hash: whether such a ruleset was ever uploaded. */
  ruleset: boolean;
  /** version: the hash of the ruleset that decides for cards of that older lifecycle; null where none is kept. */
  lifecycle: string | null;
  /** patient, since: the messages that were let out to them from then on, and have not come to nothing. */
  written: readonly Written[];
  /** effect: how a delivery stands; null where there is none of that name. */
  delivery: DeliveryState | null;
  /** No arguments: ids of the rules that are paused, in order. Handed in when there are any; never asked for. */
  paused: readonly string[];
}

/** How a delivery stands, whose it is, and what it asks of a connector if it does. */
export interface DeliveryState {
  readonly status: "pending" | "sent" | "dead";
  readonly subject: Subject;
  readonly call: { readonly connector: string; readonly op: string } | null;
}

/** A message that was let out to a patient. */
export interface Written {
  readonly effect: string;
  readonly template: string;
}

/** Whose a time is: booked, or only offered to them. */
export interface Holder {
  readonly card: string;
  readonly offered: boolean;
}

export interface Candidate {
  readonly person: Person;
  /** Weighted count of open cards. */
  readonly load: number;
  /** How many open cards they have. */
  readonly open: number;
  readonly lastAssignedAt: Instant | null;
}

export interface PastDecision {
  readonly events: readonly Event[];
  /** See `touchedInTheEnd`. */
  readonly touchedSince: readonly string[];
  /** Effects that decision queued, and whether each has left the house. */
  readonly effects: readonly { readonly key: string; readonly sent: boolean }[];
}

/** So many cards are looked through at a time where there may be any number of them. */
export const MATCHING_PAGE = 200;

export type FactKind = keyof FactValues;
/** A question to the world: the kind and its arguments, `wip|treatment|main`. Sorts in the order facts are locked. */
export type FactKey<K extends FactKind = FactKind> = `${K}|${string}`;

/** Arguments are escaped where they hold the sign that parts them, so that none can be read as two. */
export function factKey<K extends FactKind>(kind: K, ...args: readonly string[]): FactKey<K> {
  return `${kind}|${args.map(escaped).join("|")}`;
}

/** The kind and the arguments of a key. */
export function factParts(key: FactKey): [FactKind, ...string[]] {
  return key.split("|").map(plain) as [FactKind, ...string[]];
}

const escaped = (arg: string): string =>
  /[%|]/.test(arg) ? arg.replaceAll("%", "%25").replaceAll("|", "%7C") : arg;
const plain = (arg: string): string =>
  arg.includes("%") ? arg.replaceAll("%7C", "|").replaceAll("%25", "%") : arg;

/** Facts as `decide` reads them. Reading what is not known stops the step, which then asks for it. */
export interface Facts {
  /** Says beforehand what will be read, so that it is asked for in one question. */
  want(...keys: readonly FactKey[]): void;
  read<K extends FactKind>(key: FactKey<K>): FactValues[K];
}
