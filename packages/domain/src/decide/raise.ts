import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { type FieldTypes, misfit } from "../fields.ts";
import { type Rejection, reject } from "../rejection.ts";
import type { Fields } from "../values.ts";
import type { Decided, World } from "../world.ts";
import { outsideEvents } from "./outside.ts";
import { byName } from "./set.ts";

/** Something was told from outside: what every practice knows, or what this one has a name for, with exactly what it says. */
export function raise(card: Card, { name, data }: CommandOf<"raise">, world: World): Decided {
  const outside = Object.hasOwn(outsideEvents, name) ? outsideEvents[name] : undefined;
  if (outside) return wrongIn(name, data, outside.says, outside.needs) ?? outside.decide(card, data, world);
  const { events } = world;
  const says = Object.hasOwn(events, name) ? events[name] : undefined;
  if (!says) return reject("event_unknown", `This practice knows no event called ${name}`);
  return wrongIn(name, data, says, Object.keys(says)) ?? [event("event.raised", { called: name, data })];
}

function wrongIn(name: string, data: Fields, says: FieldTypes, needs: readonly string[]): Rejection | null {
  for (const [field, value] of byName(data)) {
    const type = Object.hasOwn(says, field) ? says[field] : undefined;
    if (!type) return reject("field_unknown", `${name} says no ${field}`);
    const wrong = value === null ? "must be given" : misfit(type, value);
    if (wrong) return reject("field_type", `${field} ${wrong}`);
  }
  const missing = needs.find((field) => !Object.hasOwn(data, field));
  return missing === undefined ? null : reject("field_type", `${missing} must be given`);
}

/** A rule tells the rules after it. */
export const emit = ({ name }: CommandOf<"emit">): Decided => [
  event("event.raised", { called: name, data: {} }),
];

/** What a rule still has waiting on the card is taken back; the clocks are the rules' own business. */
export const cancelRule = ({ rule }: CommandOf<"cancel">): Decided => [event("rule.cancelled", { rule })];
