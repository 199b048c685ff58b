import type { Instant } from "@corridor/domain";
import * as z from "zod/mini";
import type { TextPart } from "../cel/index.ts";
import { inside } from "../reading/index.ts";
import { compileText, type Moment, textOf } from "../scope/index.ts";
import { Words } from "../shape/index.ts";
import {
  type Audience,
  audienceKeys,
  type Grouping,
  groupFor,
  GroupSpec,
  heldUntil,
  readAudience,
  readGroup,
  type Whom,
  whom,
} from "../staff/index.ts";
import { act, type ActionKind } from "./action.ts";

const schema = z.strictObject({
  ...audienceKeys,
  text: z.optional(Words),
  urgent: z.optional(z.boolean()),
  group: z.optional(GroupSpec),
});
type Spec = z.infer<typeof schema>;

interface Notice {
  readonly audience: Audience;
  readonly urgent: boolean;
  readonly grouping: Grouping | null;
  /** Null: the rule's name says it. */
  readonly text: readonly TextPart[] | null;
}

/** Tells somebody of the staff; at once where it is urgent, else when somebody of the role works. */
export const notify: ActionKind<Spec, Notice> = {
  key: "notify",
  doc: {
    what: "Tells somebody of the staff. Nothing reaches the patient.",
    example: "- notify: { role: manager, via: [email], text: A denied claim waits }",
    keys: {
      role: "Everybody of this role, or",
      user: 'one person: `"${card.assignee}"`.',
      else_role: "The role to tell when `user` is nobody.",
      via: "Ways, in order of preference.",
      pick: "One person of the role instead of all: `on_shift`, `least_loaded` or `any`.",
      urgent: "`true`: at once, also when nobody of the role works.",
      group: "Notices told as one: `{ by: [location], wait: 10m }`.",
      text: "What is said; without it the name of the rule.",
    },
  },
  schema,
  needsNoCard: true,
  check(spec, at, scope) {
    const { findings, practice } = scope.ground;
    const errors = findings.errors;
    const audience = readAudience(spec, at, scope);
    const text = spec.text === undefined ? null : compileText(scope, inside(at, "text"));
    const hours = practice.rules.roles[audience.role ?? ""]?.hours ?? undefined;
    const grouping =
      spec.group === undefined ? null : readGroup(spec.group, inside(at, "group"), scope, hours);
    return findings.errors > errors ? null : { audience, urgent: spec.urgent ?? false, grouping, text };
  },
  deeds: () => [],
  run({ audience, urgent, grouping, text }, { moment, rule, firing }, path) {
    const { to, notBefore } = reached(audience, urgent, moment);
    // Nobody owns the card and nobody else is named: there is no one to tell.
    if (!to) return [];
    const said = text === null ? [rule.name] : textOf(text, moment);
    const group = groupFor(grouping, rule.id, to, moment);
    const notice = {
      effect: firing.effectKey(path),
      to,
      via: [...audience.via],
      text: said,
      notBefore,
      group,
    };
    return [act(path, { type: "notify", ...notice })];
  },
};

/** Nobody is picked of a role in which nobody works: the notice waits for whoever begins. */
function reached(
  audience: Audience,
  urgent: boolean,
  moment: Moment,
): { readonly to: Whom["to"]; readonly notBefore: Instant | null } {
  const found = whom(audience, moment);
  const { role } = audience;
  const notBefore = urgent || found.named || role === null ? null : heldUntil(role, moment);
  return { to: notBefore === null ? found.to : { role, person: null }, notBefore };
}
