import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";

/** Presses the button of a rule. What then follows is the rule's. */
export function press({ rule }: CommandOf<"press">, { buttons, actor }: World): Decided {
  const roles = Object.hasOwn(buttons, rule) ? buttons[rule] : undefined;
  if (roles === undefined) return reject("rule_unknown", "There is no such button");
  if (roles !== null && !roles.includes(actor.role))
    return reject("not_allowed", `Only ${roles.map(spoken).join(" or ")} may do this`);
  return [event("rule.pressed", { rule })];
}

const spoken = (role: string): string => role.replaceAll("_", " ");
