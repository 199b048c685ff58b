import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { factKey } from "../facts.ts";
import { reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";
import { taken } from "./escalation.ts";

/** Gives the card to a person, to a role's queue, or (neither) to nobody. Taking it oneself acknowledges. */
export function assign(card: Card, command: CommandOf<"assign">, world: World): Decided {
  const person = command.to ?? null;
  const role = person === null ? (command.role ?? null) : null;
  if (role !== null && !world.roles.includes(role))
    return reject("role_unknown", `There is no role called ${role}`);
  if (person !== null && !world.facts.read(factKey("person", person))?.active)
    return reject("person_unknown", "There is no such person at this practice");
  if (person === card.assignee && role === card.role) return [];
  const from = { role: card.role, person: card.assignee };
  return [event("card.assigned", { from, to: { role, person } }), ...taken(card, person, world)];
}
