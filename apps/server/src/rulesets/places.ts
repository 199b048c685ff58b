import { type Card, parsePlace, placeName, reject, type Rejection } from "@corridor/domain";
import type { CardRow } from "@corridor/engine/ports";
import type { Plan } from "@corridor/protocol";
import type { Ruleset } from "@corridor/rules";
import { counted } from "./counted.ts";

/** Where a card belongs in these rules: its own place, or what its place is called now; null when nothing says. */
export function placeIn(
  { lifecycle, migrations }: Ruleset,
  { lifecycle: version, stage, state }: Card,
): string | null {
  const map = migrations.find(({ from }) => from === version)?.map ?? {};
  const own = `${stage}.${state}`;
  const mapped = [own, stage].find((place) => Object.hasOwn(map, place));
  const place = mapped === undefined ? parsePlace(lifecycle, own) : map[mapped];
  return place ? placeName(place) : null;
}

/** Cards that do not simply stand where they stand: of another version of the lifecycle, or without a place. */
export function placesOf(rows: Iterable<CardRow>, ruleset: Ruleset): Plan["places"] {
  const groups = new Map<string, { place: string; to: string | null; lifecycle: number; cards: string[] }>();
  for (const { card } of rows) {
    const to = placeIn(ruleset, card);
    const { lifecycle } = card;
    if (to !== null && lifecycle === ruleset.lifecycle.version) continue;
    const place = placeName(card);
    const key = `${lifecycle}|${place}`;
    const group = groups.get(key) ?? { place, to, lifecycle, cards: [] };
    groups.set(key, group);
    group.cards.push(card.id);
  }
  return [...groups.values()]
    .sort((a, b) => a.lifecycle - b.lifecycle || (a.place < b.place ? -1 : 1))
    .map(({ cards, ...group }) => ({ ...group, cards: counted(cards) }));
}

/** Cards must have a place in new rules: activating them otherwise would strand patients. Null when all have. */
export function misplaced(rows: Iterable<CardRow>, ruleset: Ruleset): Rejection | null {
  const lost = placesOf(rows, ruleset).filter(({ to }) => to === null);
  if (lost.length === 0) return null;
  const count = lost.reduce((sum, { cards }) => sum + cards.count, 0);
  const where = lost.map(({ place, cards }) => `${place} (${cards.count})`).join(", ");
  const [cards, stand] = count === 1 ? ["card", "stands"] : ["cards", "stand"];
  return reject(
    "place_unknown",
    `${count} ${cards} ${stand} where the new lifecycle has no place: ${where}. Move them first, or raise the lifecycle's version and say under \`migrate\` where they belong`,
  );
}
