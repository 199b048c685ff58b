import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { factKey } from "../facts.ts";
import { reject } from "../rejection.ts";
import type { Subject } from "../subject.ts";
import type { Decided, World } from "../world.ts";

/** What was given up begins anew, with all its tries. A call waits for its answer once more. */
export function redrive(
  of: Pick<Subject, "kind" | "id">,
  { effect }: CommandOf<"redrive">,
  { facts }: Pick<World, "facts">,
): Decided {
  const delivery = facts.read(factKey("delivery", effect));
  const isOwn =
    delivery?.subject.kind === of.kind && (of.kind === "practice" || delivery.subject.id === of.id);
  if (!delivery || !isOwn) return reject("delivery_unknown", "There is no such delivery here");
  if (delivery.status !== "dead")
    return reject("delivery_not_dead", "It has not been given up: it was sent, or will be");
  return [event("delivery.redriven", { effect, call: delivery.call })];
}
