import * as z from "zod/mini";
import type { TextPart } from "../cel/index.ts";
import { type Cursor, inside } from "../reading/index.ts";
import { compileText, known, type Moment, nameOf, type Scope } from "../scope/index.ts";
import { Channel, Word } from "../shape/index.ts";
import { byLoad, byTurn, isOnShift, poolOf } from "./pool.ts";

/** How a rule or a level of a policy says who is told. */
export const audienceKeys = {
  role: z.optional(Word),
  user: z.optional(z.string()),
  else_role: z.optional(Word),
  pick: z.optional(z.enum(["on_shift", "least_loaded", "any"])),
  via: z.array(Channel).check(z.minLength(1, "must name at least one way")),
};
const schema = z.strictObject(audienceKeys);
export type AudienceSpec = z.infer<typeof schema>;

export interface Audience {
  /** The role, or the one for when `user` is nobody. */
  readonly role: string | null;
  readonly user: readonly TextPart[] | null;
  /** Null: the role as a whole. */
  readonly pick: AudienceSpec["pick"] | null;
  readonly via: readonly string[];
}

export function readAudience(spec: AudienceSpec, at: Cursor, scope: Scope): Audience {
  const { findings, practice } = scope.ground;
  const roles = Object.keys(practice.rules.roles);
  for (const key of ["role", "else_role"] as const)
    if (spec[key] !== undefined) known(scope, "role", inside(at, key), roles);
  if ((spec.role === undefined) === (spec.user === undefined))
    findings.error("shape-value", at, "Notify either a `role` or a `user`");
  const role = spec.role ?? spec.else_role ?? null;
  if (spec.pick !== undefined && role === null)
    findings.error("shape-value", inside(at, "pick"), "`pick` chooses among the people of a role: name one");
  const user = spec.user === undefined ? null : compileText(scope, inside(at, "user"));
  return { role, user, pick: spec.pick ?? null, via: spec.via };
}

/** Who is told at this moment: a person, a role as a whole, or nobody; of a role nobody of which works now, that too. */
export interface Whom {
  readonly to: { readonly role: string | null; readonly person: string | null } | null;
  readonly offShift: boolean;
  /** Whether the person was named, and not picked. */
  readonly named: boolean;
}

/**
 * `on_shift` is the least busy of those at work, and nobody where nobody is; `least_loaded` the least busy of all;
 * `any` whoever has waited longest for a card.
 */
export function whom({ role, user, pick }: Audience, moment: Moment): Whom {
  const named = user && nameOf(user, moment);
  if (named !== null) return { to: { role: null, person: named }, offShift: false, named: true };
  if (role === null) return { to: null, offShift: false, named: false };
  if (pick === null) return { to: { role, person: null }, offShift: false, named: false };
  const pool = poolOf(role, moment);
  const eligible = pick === "on_shift" ? pool.filter((one) => isOnShift(one, moment)) : pool;
  const [chosen] = eligible.toSorted(pick === "any" ? byTurn : byLoad);
  if (chosen) return { to: { role: null, person: chosen.person.id }, offShift: false, named: false };
  return { to: { role, person: null }, offShift: pick === "on_shift", named: false };
}
