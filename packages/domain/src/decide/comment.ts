import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import type { Decided, World } from "../world.ts";
import { sealed } from "./sealed.ts";

export function comment(_card: Card, command: CommandOf<"comment">, world: World): Decided {
  return [event("card.commented", { comment: world.newId(), text: sealed(command.text) })];
}
