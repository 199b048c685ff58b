import type { Actor, Card } from "@corridor/domain";
import type { Migrated } from "@corridor/protocol";
import type { Ruleset } from "@corridor/rules";
import { newId } from "../house/ids.ts";
import type { OpenPractice } from "../house/practice.ts";
import { placeIn, placesOf } from "./places.ts";

/** Cards that are asked at once: the door makes one commit of them. */
const AT_ONCE = 64;

/** Which cards of older versions of the lifecycle would come under the active one, and where; those that may not stay. */
export function migrationOf({ mirror }: OpenPractice, ruleset: Ruleset, dry: boolean): Migrated {
  const { version } = ruleset.lifecycle;
  const groups = placesOf(mirror.rows.values(), ruleset).filter(({ lifecycle }) => lifecycle !== version);
  return {
    lifecycle: version,
    dry,
    moves: groups.flatMap(({ place: from, to, lifecycle, cards }) =>
      to === null ? [] : [{ from, to, lifecycle, cards }],
    ),
    left: groups.flatMap(({ place: from, to, lifecycle, cards }) =>
      to === null ? [{ from, lifecycle, cards }] : [],
    ),
  };
}

/**
 * Brings them under it, each by a command of its own through the door. One that has moved meanwhile is looked at again
 * by the next call; what a fault leaves undone, too. Returns the cards that were refused.
 */
export async function migrateCards(
  practice: OpenPractice,
  ruleset: Ruleset,
  actor: Actor,
): Promise<readonly string[]> {
  const { version } = ruleset.lifecycle;
  const cards = [...practice.mirror.rows.values()]
    .map(({ card }) => card)
    .filter((card) => card.lifecycle !== version && placeIn(ruleset, card) !== null);
  const refused: string[] = [];
  for (let n = 0; n < cards.length; n += AT_ONCE) {
    const done = await Promise.all(
      cards.slice(n, n + AT_ONCE).map((card) => migrated(practice, ruleset, card, actor)),
    );
    refused.push(...done.flatMap((id) => id ?? []));
  }
  await practice.crier.settled();
  return refused;
}

async function migrated(
  practice: OpenPractice,
  ruleset: Ruleset,
  card: Card,
  actor: Actor,
): Promise<string | null> {
  const { version } = ruleset.lifecycle;
  const done = await practice.execute({
    id: newId(),
    subject: { kind: "card", id: card.id },
    actor,
    ask: { command: { type: "migrate", lifecycle: version, to: placeIn(ruleset, card) ?? "" } },
    expected: card.version,
  });
  return done.ok ? null : card.id;
}
