import type { Actor } from "../actor.ts";
import { type Card, fold } from "../card.ts";
import type { CardCommand } from "../commands.ts";
import { decide } from "../decide/decide.ts";
import type { Event, NewEvent } from "../events.ts";
import type { FactKey, FactKind, Facts, FactValues } from "../facts.ts";
import { isRejection, type Rejection } from "../rejection.ts";
import type { World } from "../world.ts";
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
  #inputs = 0;

  /** Decides the command on the card as it stands, and keeps what follows. */
  ask(id: string, command: CardCommand, actor: Actor = frontDesk): readonly Event[] | Rejection {
    const decided = this.consider(id, command, actor);
    return isRejection(decided) ? decided : this.keep(id, decided, actor);
  }

  /** The same, without keeping it. */
  consider(id: string, command: CardCommand, actor: Actor = frontDesk) {
    return decide(id, this.cards.get(id) ?? null, command, this.#world(actor));
  }

  column(stage: string): readonly Card[] {
    return [...this.cards.values()].filter((card) => card.stage === stage);
  }

  keep(id: string, decided: readonly NewEvent[], actor: Actor): readonly Event[] {
    const root = `in-${++this.#inputs}`;
    const before = this.cards.get(id) ?? null;
    const version = (before?.version ?? 0) + 1;
    const events = decided.map((told, n) => ({
      ...told,
      ...{ id: `${root}/${n}`, subject: { kind: "card" as const, id }, actor, cause: null, root, depth: 0 },
      ...{ seq: this.events.length + n + 1, version, ruleset: "r-1", at: NOW },
    }));
    const after = fold(before, events);
    if (after) this.cards.set(id, after);
    this.events.push(...events);
    return events;
  }

  #world(actor: Actor): World {
    const facts: Facts = {
      want: () => {},
      // A key names its kind, so the value under it is of that kind.
      read: <K extends FactKind>(key: FactKey<K>) => clinicFact(this, key) as FactValues[K],
    };
    let ids = 0;
    return {
      ...{ now: NOW, actor, lifecycle: journey, fields: journeyFields, roles: ROLES, facts },
      verdict: (guard, card) =>
        journeyGuards[guard]?.(card) ? { ok: true } : { ok: false, because: "The guard says no" },
      newId: () => `in-${this.#inputs + 1}#${++ids}`,
    };
  }
}
