import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { misfit } from "../fields.ts";
import { reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";
import { byName } from "./set.ts";

/** Something the practice has a name for was told from outside, with exactly what the practice says it tells. */
export function raise({ name, data }: CommandOf<"raise">, { events }: World): Decided {
  const says = Object.hasOwn(events, name) ? events[name] : undefined;
  if (!says) return reject("event_unknown", `This practice knows no event called ${name}`);
  for (const [field, value] of byName(data)) {
    const type = Object.hasOwn(says, field) ? says[field] : undefined;
    if (!type) return reject("field_unknown", `${name} says no ${field}`);
    const wrong = value === null ? "must be given" : misfit(type, value);
    if (wrong) return reject("field_type", `${field} ${wrong}`);
  }
  const missing = Object.keys(says).find((field) => !Object.hasOwn(data, field));
  return missing === undefined
    ? [event("event.raised", { called: name, data })]
    : reject("field_type", `${missing} must be given`);
}

/** A rule tells the rules after it. */
export const emit = ({ name }: CommandOf<"emit">): Decided => [
  event("event.raised", { called: name, data: {} }),
];

/** What a rule still has waiting on the card is taken back; the clocks are the rules' own business. */
export const cancelRule = ({ rule }: CommandOf<"cancel">): Decided => [event("rule.cancelled", { rule })];
