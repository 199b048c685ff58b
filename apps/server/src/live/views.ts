import { type Event, must, stageOf } from "@corridor/domain";
import { summarise } from "@corridor/engine";
import type { CardRow } from "@corridor/engine/ports";
import type { PracticeRules, Ruleset } from "@corridor/rules";
import { headOf } from "../reading/head.ts";
import type { RulesetShelf } from "../house/ruleset-shelf.ts";
import type { Mirror } from "./mirror.ts";
import type { Sees } from "./names.ts";

/** How much of a patient a role sees. A role the practice says nothing of sees no names. */
export const seesOf = (practice: PracticeRules | undefined, role: string): Sees =>
  practice?.roles[role]?.sees ?? "none";

/** By version: whose lifecycle decides for cards that keep an older one. */
type Elders = ReadonlyMap<number, Ruleset>;
type Laws = readonly [active: Ruleset, elders: Elders];

/**
 * One kind of viewer: a role (which decides mask and guards) and a location or all of them. Everybody of a view is
 * shown the same bytes, so each card is made into text once per view and change.
 */
export class View {
  readonly role: string;
  readonly location: string | null;
  readonly sees: Sees;
  readonly #mirror: Mirror;
  readonly #ruleset: Ruleset;
  readonly #elders: Elders;
  readonly #fragments = new Map<string, string>();

  constructor(mirror: Mirror, [ruleset, elders]: Laws, role: string, location: string | null) {
    this.#mirror = mirror;
    this.#ruleset = ruleset;
    this.#elders = elders;
    this.role = role;
    this.location = location;
    this.sees = seesOf(ruleset.practice, role);
  }

  get ruleset(): Ruleset {
    return this.#ruleset;
  }

  forget(card: string): void {
    this.#fragments.delete(card);
  }

  shows(row: CardRow): boolean {
    return this.location === null || row.card.location === this.location;
  }

  summary(row: CardRow, now: string) {
    const display = this.#mirror.names.patient(row.card.patient, this.sees);
    const law = this.#elders.get(row.card.lifecycle) ?? this.#ruleset;
    return summarise(row, law, { role: this.role, display, now });
  }

  /** The card's summary as text. */
  fragment(row: CardRow, now: string): string {
    const known = this.#fragments.get(row.card.id);
    if (known !== undefined) return known;
    const text = JSON.stringify(this.summary(row, now));
    this.#fragments.set(row.card.id, text);
    return text;
  }

  /** All cards of the board as one text. */
  cards(now: string): string {
    const fragments: string[] = [];
    for (const row of this.#mirror.rows.values())
      if (this.shows(row)) fragments.push(this.fragment(row, now));
    return `[${fragments.join(",")}]`;
  }

  /** The frame of these events for everybody of this view. */
  frame(from: number, to: number, events: readonly Event[], touched: Iterable<string>, now: string): string {
    const heads = events.filter((event) => this.#tells(event)).map((event) => JSON.stringify(headOf(event)));
    const changes: string[] = [];
    for (const id of touched) {
      const row = this.#mirror.rows.get(id);
      if (row && this.shows(row)) changes.push(this.fragment(row, now));
    }
    return `{"type":"events","from":${from},"to":${to},"events":[${heads.join(",")}],"cards":[${changes.join(",")}]}`;
  }

  #tells({ subject }: Event): boolean {
    if (this.location === null || subject.kind !== "card") return true;
    const row = this.#mirror.rows.get(subject.id);
    return row !== undefined && this.shows(row);
  }
}

/** The views that somebody looks through. Made when first asked for; thrown away whole when the rules change. */
export class Views {
  readonly #mirror: Mirror;
  readonly #views = new Map<string, View>();
  #ruleset: Ruleset | null = null;
  #elders: Elders = new Map();

  constructor(mirror: Mirror) {
    this.#mirror = mirror;
  }

  reset({ active, elders }: Pick<RulesetShelf, "active" | "elders">): void {
    this.#views.clear();
    this.#ruleset = active;
    this.#elders = elders;
  }

  /** False before the practice's first activation: then there is no board to look at. */
  get ready(): boolean {
    return this.#ruleset !== null;
  }

  of(role: string, location: string | null): View {
    const key = `${role}|${location ?? "*"}`;
    const known = this.#views.get(key);
    if (known) return known;
    const view = new View(this.#mirror, [must(this.#ruleset, "a view needs rules"), this.#elders], role, location);
    this.#views.set(key, view);
    return view;
  }

  drop(role: string, location: string | null): void {
    this.#views.delete(`${role}|${location ?? "*"}`);
  }

  has(role: string, location: string | null): boolean {
    return this.#views.has(`${role}|${location ?? "*"}`);
  }

  forget(cards: Iterable<string>): void {
    for (const id of cards) for (const view of this.#views.values()) view.forget(id);
  }

  isFinal(stage: string): boolean {
    return this.#ruleset !== null && stageOf(this.#ruleset.lifecycle, stage)?.final === true;
  }
}
