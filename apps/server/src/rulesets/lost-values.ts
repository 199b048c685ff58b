import { isRef } from "@corridor/domain";
import type { CardRow } from "@corridor/engine/ports";
import type { Plan } from "@corridor/protocol";
import type { Ruleset } from "@corridor/rules";
import { counted } from "./counted.ts";

/** What cards hold and the new rules no longer know: values of an enum, and fields. Of a field no value is told. */
export function lostValues(rows: Iterable<CardRow>, now: Ruleset | null, next: Ruleset): Plan["values"] {
  const lost = new Map<string, { field: string; value: string | null; cards: string[] }>();
  const [before, after] = [now?.practice.fields ?? {}, next.practice.fields];
  for (const { card } of rows) {
    for (const [field, value] of Object.entries(card.fields)) {
      if (!Object.hasOwn(before, field) || value === null) continue;
      const type = Object.hasOwn(after, field) ? after[field] : undefined;
      const gone = type?.enum && typeof value === "string" && !isRef(value) && !type.enum.includes(value);
      if (type && !gone) continue;
      const one = { field, value: type ? String(value) : null, cards: [] };
      const key = `${field}|${one.value}`;
      const group = lost.get(key) ?? one;
      lost.set(key, group);
      group.cards.push(card.id);
    }
  }
  return [...lost.values()].map(({ cards, ...rest }) => ({ ...rest, cards: counted(cards) }));
}
