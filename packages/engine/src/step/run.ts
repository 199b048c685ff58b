import {
  type Actor,
  type Card,
  type CardCommand,
  type Decided,
  decide,
  evolve,
  factKey,
  must,
  type NewEvent,
  type PlannedEvent,
  type World,
} from "@corridor/domain";
import { isOfferClock, isRung, type Ruleset, type Timer } from "@corridor/rules";
import type { Input } from "../ports/ledger.ts";
import type { StepContext } from "./context.ts";
import { type FactReader, MissingFacts } from "./fact-reader.ts";
import type { Way } from "./loop-guard.ts";

/** Who an event is by and what led to it. */
export interface Origin extends Way {
  readonly actor: Actor;
  readonly cause: string | null;
}

/** One step on one card while it is being made: the card as it has become, and the events so far. */
export class Run {
  readonly input: Input;
  readonly context: StepContext;
  readonly ruleset: Ruleset;
  readonly facts: FactReader;
  readonly events: PlannedEvent[] = [];
  readonly origins = new Map<string, Origin>();
  card: Card | null;
  /** The card's clocks as they stand in the step. */
  timers: readonly Timer[] = [];
  #named = 0;

  constructor(card: Card | null, input: Input, context: StepContext, ruleset: Ruleset, facts: FactReader) {
    this.card = card;
    this.input = input;
    this.context = context;
    this.ruleset = ruleset;
    this.facts = facts;
  }

  decide(command: CardCommand, actor: Actor): Decided {
    // What brings a card under the lifecycle that decides now is decided by that one.
    const law = command.type === "migrate" ? this.ruleset : this.#law();
    return decide(this.input.subject.id, this.card, command, this.#world(actor, law));
  }

  /** Whether the rule is paused. Then it is passed over, and its clocks stand until it is resumed. */
  isPaused(rule: string): boolean {
    return this.facts.glance(factKey("paused"))?.includes(rule) ?? false;
  }

  /** Whose lifecycle decides: the active ruleset's, or, for a card that keeps an older version, the last of that version. */
  #law(): Ruleset {
    const { card, ruleset, facts, context } = this;
    if (card === null || card.lifecycle === ruleset.lifecycle.version) return ruleset;
    const hash = facts.read(factKey("lifecycle", String(card.lifecycle)));
    if (hash === null) return ruleset;
    const elder = context.elders?.get(hash);
    if (!elder) throw new MissingFacts([], [hash]);
    return elder;
  }

  /** Takes events into the step: names them and lets the card become what they say. */
  take(events: readonly NewEvent[], origin: Origin): readonly PlannedEvent[] {
    return events.map((event) => {
      const id = `${this.input.id}/${this.events.length + 1}`;
      const { actor, cause, depth } = origin;
      const planned = { ...event, id, subject: this.input.subject, actor, cause, root: this.input.id, depth };
      this.events.push(planned);
      this.origins.set(id, origin);
      this.card = this.evolved(planned);
      return planned;
    });
  }

  originOf({ id }: Pick<PlannedEvent, "id">): Origin {
    return must(this.origins.get(id), "every event of the step has its origin");
  }

  protected evolved(event: PlannedEvent): Card | null {
    return evolve(this.card, event);
  }

  /** A point to go back to: a firing that fails leaves nothing. */
  mark(): () => void {
    const { card, events } = this;
    const [length, named] = [events.length, this.#named];
    return () => {
      this.card = card;
      this.events.length = length;
      this.#named = named;
    };
  }

  /** Ladders and offers have clocks of their own, which are not anybody's to handle; a paused rule waits. */
  #clockOf(key: string): string | null {
    const timer = this.timers.find((one) => one.key === key);
    if (!timer?.due || isRung(timer) || isOfferClock(timer) || this.isPaused(timer.rule)) return null;
    return timer.rule;
  }

  #world(actor: Actor, law: Ruleset): World {
    const { ruleset, facts, context, input } = this;
    return {
      now: context.now,
      actor,
      lifecycle: law.lifecycle,
      fields: ruleset.practice.fields,
      roles: Object.keys(ruleset.practice.roles),
      buttons: ruleset.buttons,
      clockOf: (key) => this.#clockOf(key),
      events: ruleset.practice.events,
      facts,
      verdict: (guard, card) =>
        law.guard(guard, { now: context.now, card, actor, event: null, trigger: null, facts }),
      newId: () => `${input.id}/${(this.#named += 1)}n`,
    };
  }
}
