import type { Actor } from "../actor.ts";
import { type Card, fold } from "../card.ts";
import type { CardCommand } from "../commands.ts";
import { decide } from "../decide/decide.ts";
import type { Event, NewEvent } from "../events.ts";
import type { FactKey, FactKind, Facts, FactValues } from "../facts.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { isRejection, type Rejection } from "../rejection.ts";
import type { Decided, World } from "../world.ts";
import { clinicFact } from "./clinic-facts.ts";
import { journey, journeyFields, journeyGuards } from "./lifecycle.ts";
import { frontDesk, NOW, ROLES } from "./people.ts";

/**
 * Several cards and their history in memory, with the facts counted from them: just enough of a practice to let
 * any sequence of commands run. Without rules; those are the engine's.
 */
export class Clinic {
  readonly cards = new Map<string, Card>();
  readonly events: Event[] = [];
  readonly lifecycle: Lifecycle;
  #inputs = 0;

  constructor(lifecycle: Lifecycle = journey) {
    this.lifecycle = lifecycle;
  }

  /** Decides the command on the card as it stands, and keeps what follows. */
  ask(id: string, command: CardCommand, actor: Actor = frontDesk): readonly Event[] | Rejection {
    return this.askAll(id, [command], actor);
  }

  /** Several commands as one decision, as a rule's follow on a person's; only the first one's refusal counts. */
  askAll(
    id: string,
    commands: readonly CardCommand[],
    actor: Actor = frontDesk,
  ): readonly Event[] | Rejection {
    const before = this.cards.get(id) ?? null;
    const root = `in-${this.#inputs + 1}`;
    const world = this.#world(actor);
    const events: Event[] = [];
    for (const [n, command] of commands.entries()) {
      const decided = decide(id, fold(before, events), command, world);
      if (!isRejection(decided)) events.push(...this.#told(id, root, decided, actor, events.length));
      else if (n === 0) return decided;
    }
    this.#inputs += 1;
    const after = fold(before, events);
    if (after) this.cards.set(id, after);
    this.events.push(...events);
    return events;
  }

  /** What would follow, without keeping it. */
  consider(id: string, command: CardCommand, actor: Actor = frontDesk): Decided {
    return decide(id, this.cards.get(id) ?? null, command, this.#world(actor));
  }

  column(stage: string): readonly Card[] {
    return [...this.cards.values()].filter((card) => card.stage === stage);
  }

  #told(id: string, root: string, decided: readonly NewEvent[], actor: Actor, first: number): Event[] {
    const version = (this.cards.get(id)?.version ?? 0) + 1;
    return decided.map((told, n) => ({
      ...told,
      ...{ id: `${root}/${first + n}`, subject: { kind: "card", id }, actor, cause: null, root, depth: 0 },
      ...{ seq: this.events.length + first + n + 1, version, ruleset: "r-1", at: NOW },
    }));
  }

  #world(actor: Actor): World {
    const facts: Facts = {
      want: () => {},
      // A key names its kind, so the value under it is of that kind.
      read: <K extends FactKind>(key: FactKey<K>) => clinicFact(this, key) as FactValues[K],
    };
    let ids = 0;
    return {
      ...{
        now: NOW,
        actor,
        lifecycle: this.lifecycle,
        fields: journeyFields,
        roles: ROLES,
        facts,
        buttons: {},
        clockOf: () => null,
        events: {},
      },
      verdict: (guard, card) =>
        journeyGuards[guard]?.(card) ? { ok: true } : { ok: false, because: "The guard says no" },
      newId: () => `in-${this.#inputs + 1}#${++ids}`,
    };
  }
}
