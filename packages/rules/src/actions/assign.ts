import { type Candidate, factKey } from "@corridor/domain";
import * as z from "zod/mini";
import { inside } from "../reading/index.ts";
import { known, type Moment } from "../scope/index.ts";
import { Word } from "../shape/index.ts";
import { byLoad, byTurn, isOnShift, poolOf } from "../staff/index.ts";
import { act, type ActionKind, type Runnable } from "./action.ts";

const schema = z.strictObject({
  role: Word,
  pick: z.optional(z.enum(["least_loaded", "any"])),
  available: z.optional(z.literal("on_shift")),
  max_load: z.optional(z.int().check(z.gte(1, "must be at least 1"))),
  sticky: z.optional(z.literal("patient")),
  prefer: z.optional(z.literal("previous")),
  else: z.optional(z.unknown()),
});
type Spec = z.infer<typeof schema>;

interface Assignment {
  readonly spec: Spec;
  readonly otherwise: Runnable | null;
}

const NEEDS_OWNER = "needs-owner";

/** Gives the card to the person of a role who can take it best. */
export const assign: ActionKind<Spec, Assignment> = {
  key: "assign",
  doc: {
    what: "Gives the card to the person of a role who can take it best.",
    example: "- assign: { role: front_desk, pick: least_loaded, available: on_shift }",
    keys: {
      role: "Whose people are looked at.",
      pick: "`least_loaded` (the default), or `any`: whoever has waited longest for a card.",
      available: "`on_shift`: only people who work now.",
      max_load: "Nobody with so many open cards or more.",
      sticky: "Whoever already has a card of this patient.",
      prefer: "`previous`: whoever has the card, else whoever had it last.",
      else: "What is done when nobody can take it.",
    },
  },
  schema,
  check(spec, at, scope) {
    const roles = Object.keys(scope.ground.practice.rules.roles);
    if (!known(scope, "role", inside(at, "role"), roles)) return null;
    if (spec.else === undefined) return { spec, otherwise: null };
    const otherwise = scope.actions(inside(at, "else"), scope);
    return otherwise && { spec, otherwise };
  },
  deeds: () => [
    { kind: "owner", of: "card" },
    { kind: "event", event: "card.assigned" },
  ],
  run({ spec, otherwise }, run, path) {
    const eligible = poolOf(spec.role, run.moment).filter((one) => mayTake(spec, one, run.moment));
    const [chosen] = preferred(spec, eligible, run.moment).toSorted(spec.pick === "any" ? byTurn : byLoad);
    if (chosen) return [act(path, { type: "assign", to: chosen.person.id })];
    if (otherwise) return otherwise(run, `${path}.else`);
    return [
      act(path, { type: "assign", role: spec.role }),
      act(`${path}.label`, { type: "label", add: [NEEDS_OWNER], remove: [] }),
    ];
  },
};

/** `max_load` is how many open cards somebody may have; an urgent one is one of them. */
const mayTake = (spec: Spec, one: Candidate, moment: Moment): boolean =>
  (spec.available === undefined || isOnShift(one, moment)) &&
  (spec.max_load === undefined || one.open < spec.max_load);

/** Whoever has it or had it last goes before those who know the patient, and they before everybody else. */
function preferred(spec: Spec, eligible: readonly Candidate[], { env }: Moment): readonly Candidate[] {
  const { card, facts } = env;
  const among = (ids: readonly string[]) => eligible.filter(({ person }) => ids.includes(person.id));
  if (spec.prefer && eligible.length > 0) {
    const before = [card.assignee, ...facts.read(factKey("owners", card.id))];
    const last = before.find((id) => id !== null && among([id]).length > 0);
    if (last) return among([last]);
  }
  if (spec.sticky === undefined || eligible.length === 0) return eligible;
  const familiar = among(facts.read(factKey("carers", card.patient, card.id)));
  return familiar.length > 0 ? familiar : eligible;
}
