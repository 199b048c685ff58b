import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import type { Decided } from "../world.ts";

/** Labels are a set: only what really changes is an event. A label both added and removed is removed. */
export function label(card: Card, command: CommandOf<"label">): Decided {
  const removed = unique(command.remove).filter((name) => card.labels.includes(name));
  const gone = new Set(command.remove);
  const added = unique(command.add).filter((name) => !card.labels.includes(name) && !gone.has(name));
  return added.length + removed.length === 0 ? [] : [event("card.labelled", { added, removed })];
}

const unique = (names: readonly string[] | undefined): string[] => [...new Set(names)];
