import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { type FieldType, type FieldTypes, misfit } from "../fields.ts";
import { type Rejection, reject } from "../rejection.ts";
import type { Fields } from "../values.ts";
import type { Decided, World } from "../world.ts";
import { accept, decline } from "./offer.ts";
import { byName } from "./set.ts";

const slot: FieldType = { type: "string", enum: null, phi: false, default: null };

/** What may be told from outside at every practice, and what it may say: how a patient has answered an offer. */
export const outsideEvents: Readonly<Record<string, FieldTypes>> = {
  "offer.accepted": { slot },
  "offer.declined": { slot },
};

/** Something the practice has a name for was told from outside, with exactly what the practice says it tells. */
export function raise(card: Card, { name, data }: CommandOf<"raise">, world: World): Decided {
  if (Object.hasOwn(outsideEvents, name)) return answered(card, name, data, world);
  const { events } = world;
  const says = Object.hasOwn(events, name) ? events[name] : undefined;
  if (!says) return reject("event_unknown", `This practice knows no event called ${name}`);
  const wrong = wrongIn(name, data, says);
  if (wrong) return wrong;
  const missing = Object.keys(says).find((field) => !Object.hasOwn(data, field));
  return missing === undefined
    ? [event("event.raised", { called: name, data })]
    : reject("field_type", `${missing} must be given`);
}

/** A patient's answer that came by another way than through the staff. */
function answered(card: Card, name: string, data: Fields, world: World): Decided {
  const wrong = wrongIn(name, data, outsideEvents[name] ?? {});
  if (wrong) return wrong;
  const which = typeof data["slot"] === "string" ? { slot: data["slot"] } : {};
  return name === "offer.accepted" ? accept(card, which, world) : decline(card, which, world);
}

function wrongIn(name: string, data: Fields, says: FieldTypes): Rejection | null {
  for (const [field, value] of byName(data)) {
    const type = Object.hasOwn(says, field) ? says[field] : undefined;
    if (!type) return reject("field_unknown", `${name} says no ${field}`);
    const wrong = value === null ? "must be given" : misfit(type, value);
    if (wrong) return reject("field_type", `${field} ${wrong}`);
  }
  return null;
}

/** A rule tells the rules after it. */
export const emit = ({ name }: CommandOf<"emit">): Decided => [
  event("event.raised", { called: name, data: {} }),
];

/** What a rule still has waiting on the card is taken back; the clocks are the rules' own business. */
export const cancelRule = ({ rule }: CommandOf<"cancel">): Decided => [event("rule.cancelled", { rule })];
