import * as z from "zod/mini";
import { type Cursor, inside, members } from "../reading/index.ts";
import { type Ground, known } from "../scope/index.ts";
import { Name, Word } from "../shape/index.ts";
import type { TriggerKind } from "./trigger.ts";

const schema = z.strictObject({
  manual: Name,
  roles: z.optional(z.array(Word).check(z.minLength(1, "must name at least one role"))),
});
type Spec = z.infer<typeof schema>;

/** A button on the card. */
export const manual: TriggerKind<Spec> = {
  key: "manual",
  doc: {
    what: "Starts when somebody presses the button of this name on the card.",
    example: "{ manual: Left a message, roles: [front_desk] }",
    keys: { roles: "Who has the button; without it everybody." },
  },
  schema,
  compile({ manual: label, roles }, at, ground, { rule }) {
    if (!rolesKnown(inside(at, "roles"), ground)) return null;
    return {
      kind: "event",
      text: `the button “${label}”`,
      ...{ vars: {}, assures: [], condition: null, reads: [] },
      indexKey: `rule.pressed|${rule}`,
      matches: (happened) => happened.type === "rule.pressed" && happened.data.rule === rule,
      start: { kind: "outside" },
      button: { label, roles: roles ?? null },
    };
  },
};

function rolesKnown(at: Cursor, ground: Ground): boolean {
  const roles = Object.keys(ground.practice.rules.roles);
  return members(at).reduce((all, role) => known({ ground }, "role", role, roles) && all, true);
}
