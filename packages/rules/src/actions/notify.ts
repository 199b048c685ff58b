import * as z from "zod/mini";
import type { TextPart } from "../cel/index.ts";
import { inside } from "../reading/index.ts";
import { compileText, known, nameOf, textOf } from "../scope/index.ts";
import { Channel, Name, Word } from "../shape/index.ts";
import { act, type ActionKind } from "./action.ts";

const schema = z.strictObject({
  role: z.optional(Word),
  user: z.optional(z.string()),
  else_role: z.optional(Word),
  via: z.array(Channel).check(z.minLength(1, "must name at least one way")),
  text: z.optional(Name),
});
type Spec = z.infer<typeof schema>;

interface Notice {
  readonly spec: Spec;
  readonly user: readonly TextPart[] | null;
  /** Null: the rule's name says it. */
  readonly text: readonly TextPart[] | null;
}

/** Tells somebody of the staff. */
export const notify: ActionKind<Spec, Notice> = {
  key: "notify",
  schema,
  check(spec, at, scope) {
    const { findings, practice } = scope.ground;
    const errors = findings.errors;
    const roles = Object.keys(practice.rules.roles);
    for (const key of ["role", "else_role"] as const)
      if (spec[key] !== undefined) known(scope, "role", inside(at, key), roles);
    if ((spec.role === undefined) === (spec.user === undefined))
      findings.error("shape-value", at, "Notify either a `role` or a `user`");
    const user = spec.user === undefined ? null : compileText(scope, inside(at, "user"));
    const text = spec.text === undefined ? null : compileText(scope, inside(at, "text"));
    return findings.errors > errors ? null : { spec, user, text };
  },
  run({ spec, user, text }, run, path) {
    const person = user && nameOf(user, run.moment);
    const said = text === null ? [run.rule.name] : textOf(text, run.moment);
    const role = person === null ? (spec.role ?? spec.else_role ?? null) : null;
    // Nobody owns the card and nobody else is named: there is no one to tell.
    if (person === null && role === null) return [];
    const effect = run.firing.effectKey(path);
    return [act(path, { type: "notify", effect, to: { role, person }, via: spec.via, text: said })];
  },
};
