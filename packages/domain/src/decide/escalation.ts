import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import type { Escalation } from "../escalations.ts";
import { event, type NewEvent } from "../events.ts";
import { reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";

/** At most one living escalation per policy: starting it again is no event. */
export function escalate(card: Card, command: CommandOf<"escalate">, world: World): Decided {
  const { policy, reason, pinned } = command;
  if (card.escalations.some((living) => living.policy === policy)) return [];
  return [event("escalation.started", { policy, reason, level: 0, since: world.now, pinned })];
}

/** Ending what does not live is no event. */
export function resolve(card: Card, command: CommandOf<"resolve">): Decided {
  const escalation = card.escalations.find((living) => living.policy === command.policy);
  return escalation ? [event("escalation.ended", { escalation, outcome: command.outcome })] : [];
}

/** "I have it": whoever acknowledges first is named. */
export function ack(card: Card, command: CommandOf<"ack">, world: World): Decided {
  const escalation = card.escalations.find((living) => living.policy === command.policy);
  if (!escalation) return reject("escalation_unknown", "Nothing is escalated here under that name");
  if (escalation.acknowledgedBy !== null) return [];
  return [acknowledged(escalation, world)];
}

/** Whoever takes the card has it: what climbs on it is acknowledged. */
export function taken(card: Card, person: string | null, world: World): readonly NewEvent[] {
  if (world.actor.kind !== "user" || world.actor.id !== person) return [];
  return card.escalations
    .filter(({ acknowledgedBy }) => acknowledgedBy === null)
    .map((escalation) => acknowledged(escalation, world));
}

const acknowledged = ({ policy }: Escalation, { actor, now }: World): NewEvent =>
  event("escalation.acknowledged", { policy, by: actor.id, at: now });
