import { type Card, type Facts, factKey, isRef, type Text } from "@corridor/domain";

/** So many cards are named in one notice; of the others it says how many there are. */
const NAMED = 100;

/**
 * The names of cards in a digest: those named `before`, of `count` cards, and these. A card is called as its patient is,
 * by pointers that everybody reads as they may; where that has no name, by its id.
 */
export function named(before: Text, count: number, cards: readonly Card[], facts: Facts): Text {
  const some = cards.slice(0, Math.max(0, NAMED - count));
  facts.want(...some.map((card) => factKey("patient", card.patient)));
  const added = some.flatMap((card, n) => [...(count + n === 0 ? [] : [", "]), ...nameOf(card, facts)]);
  const over = count <= NAMED && count + cards.length > NAMED ? [", …"] : [];
  return [...before, ...added, ...over];
}

function nameOf({ id, patient }: Card, facts: Facts): Text {
  const fields = facts.read(factKey("patient", patient))?.fields ?? {};
  const parts = [fields["first_name"], fields["last_name"]].filter(isRef);
  return parts.length === 0 ? [id] : parts.flatMap((part, n) => (n === 0 ? [part] : [" ", part]));
}
