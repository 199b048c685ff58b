import { type Actor, type Command, importActor, type Instant, must, type Subject } from "@corridor/domain";
import {
  type Authority,
  createAuthority,
  dispatch,
  effectKey,
  type Executed,
  ring,
  sweep,
} from "@corridor/engine";
import { MemoryStore } from "@corridor/engine/memory";
import type { Ruleset } from "@corridor/rules";
import type { StartingCard, Trial } from "@corridor/rules/suites";
import { loaded } from "./loaded.ts";
import { Outside } from "./outside.ts";

export const PRACTICE = "p";
/** The world has one clock and one kind of time zone data, whatever the machine has. */
const TZDATA = "test";

/** Turns of clocks and answers at one instant after which they will never come to rest. */
const MOST_TURNS = 10_000;
const card = (id: string): Subject => ({ kind: "card", id });
const system: Actor = { kind: "api", id: "test", role: "system" };

/** A whole practice in memory on a virtual clock, with the staff and the cards of one test. */
export class World {
  readonly outside: Outside;
  #store: MemoryStore;
  #now: Instant;
  #active: Ruleset;
  readonly #rulesets: Map<string, Ruleset>;
  readonly #load: ReadonlyMap<string, number>;
  #authority: Authority;
  #asked = 0;

  constructor(trial: Trial, ruleset: Ruleset) {
    this.#now = trial.start;
    this.#active = ruleset;
    this.#rulesets = new Map([[ruleset.hash, ruleset]]);
    this.#load = new Map(trial.staff.map(({ id, load }) => [id, load]));
    this.#store = new MemoryStore(() => this.#now);
    this.outside = new Outside(trial.answers, () => this.#now);
    this.#authority = this.#started();
  }

  get store(): MemoryStore {
    return this.#store;
  }

  get now(): Instant {
    return this.#now;
  }

  get ruleset(): Ruleset {
    return this.#active;
  }

  readonly rulesetOf = async (hash: string): Promise<Ruleset> =>
    must(this.#rulesets.get(hash), "a ruleset of this test");

  /** Another process takes over: it knows what the store knows. */
  restart(): void {
    this.#store = this.#store.reopened();
    this.#authority = this.#started();
  }

  async activate(ruleset: Ruleset): Promise<void> {
    this.#rulesets.set(ruleset.hash, ruleset);
    await this.store.keep(PRACTICE, ruleset.hash, ruleset.files);
    this.#active = ruleset;
    await this.ask(
      { kind: "practice", id: PRACTICE },
      { type: "ruleset.activate", hash: ruleset.hash },
      system,
    );
    await sweep(PRACTICE, this.#authority, this.store, TZDATA);
  }

  ask(subject: Subject, command: Command, actor: Actor = system): Promise<Executed> {
    this.#asked += 1;
    return this.#authority.execute(PRACTICE, { id: `in${this.#asked}`, subject, actor, ask: { command } });
  }

  /** Lets everything come to rest that may happen by now, then goes on to what comes next, up to an instant. */
  async advance(until: Instant): Promise<void> {
    for (;;) {
      await this.#settle();
      const next = await this.#next();
      if (next === null || next > until) break;
      this.#now = next;
    }
    if (until > this.#now) this.#now = until;
    await this.#settle();
  }

  /** Puts a card where a test finds it; one that enters starts rules. */
  async place(start: StartingCard): Promise<Executed> {
    const { id, type, location, at, fields, appointment, patient } = start;
    await this.#patient(patient);
    const actor = start.enter ? system : importActor;
    const made = await this.ask(
      card(id),
      { type: "import", card: type, location, patient: patient.id, at, fields, appointment, claims: [] },
      actor,
    );
    if (!made.ok) return made;
    const more: Command[] = [
      ...all(start.assignee !== null, { type: "assign", to: start.assignee }),
      ...all(start.labels.length > 0, { type: "label", add: [...start.labels] }),
      ...all(start.confirmed, { type: "appointment.confirm" }),
    ];
    for (const command of more) await this.ask(card(id), command, importActor);
    return made;
  }

  async #patient({ id, fields }: StartingCard["patient"]): Promise<void> {
    const known = await this.store.record(PRACTICE, { kind: "patient", id });
    const type = known ? "patient.update" : "patient.create";
    await this.ask({ kind: "patient", id }, { type, fields });
  }

  async #settle(): Promise<void> {
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      await ring(PRACTICE, this.#authority, this.store);
      const sent = await dispatch(PRACTICE, {
        authority: this.#authority,
        worklist: this.store,
        sender: this.outside,
      });
      const answers = this.outside.arrived();
      for (const { card: id, effect, reply } of answers)
        await this.ask(card(id), { type: "answer", effect, reply: { ...reply }, error: null });
      if (sent === 0 && answers.length === 0) return;
    }
    throw new Error("clocks and answers never come to rest");
  }

  /** The next instant after now at which a clock rings, something is sent again, or an answer comes. */
  async #next(): Promise<Instant | null> {
    const all = [await this.store.nextDue(PRACTICE), await this.store.nextSend(PRACTICE), this.outside.next];
    return all.reduce(
      (first, at) => (at !== null && at > this.#now && (first === null || at < first) ? at : first),
      null,
    );
  }

  #started(): Authority {
    return createAuthority({
      ledger: loaded(this.store, this.#load),
      rulesetOf: (_practice, hash) => this.rulesetOf(hash),
      activeRuleset: async () => this.#active,
      fingerprint: (practice, text) => effectKey(practice, text, "", "").slice(0, 24),
      tzdata: TZDATA,
      committed: () => {},
    });
  }
}

const all = (asked: boolean, command: Command): readonly Command[] => (asked ? [command] : []);

/** The world at the beginning of a test: rules active, people at work, cards in their places, nothing has happened. */
export async function opened(trial: Trial, ruleset: Ruleset): Promise<World> {
  const world = new World(trial, ruleset);
  await world.activate(ruleset);
  for (const { id, roles, locations, shifts } of trial.staff)
    await world.ask(
      { kind: "person", id },
      { type: "person.create", name: id, roles: [...roles], locations: [...locations], shifts: [...shifts] },
    );
  for (const id of providersOf(trial))
    await world.ask(
      { kind: "person", id },
      { type: "person.create", name: id, roles: [], locations: [], shifts: [] },
    );
  return world;
}

/** Whoever sees patients and is not named among the staff. */
function providersOf({ cards, steps, staff }: Trial): readonly string[] {
  const booked = steps.flatMap(({ deed }) => {
    const command = deed?.kind === "card" ? deed.command : null;
    const made = deed?.kind === "create" ? deed.card.appointment?.provider : undefined;
    return command !== null && "provider" in command ? [command.provider] : [made];
  });
  const all = [...cards.map(({ appointment }) => appointment?.provider), ...booked];
  const known = new Set(staff.map(({ id }) => id));
  return [...new Set(all.flatMap((id) => (id === undefined || known.has(id) ? [] : [id])))];
}
