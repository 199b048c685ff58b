import type { Candidate, Card } from "@corridor/domain";
import * as z from "zod/mini";
import { inside } from "../reading/index.ts";
import { known } from "../scope/index.ts";
import { Word } from "../shape/index.ts";
import { byLoad, byTurn, isOnShift, poolOf } from "../staff/index.ts";
import { act, type ActionKind, type Runnable } from "./action.ts";

const schema = z.strictObject({
  role: Word,
  pick: z.optional(z.enum(["least_loaded", "any"])),
  available: z.optional(z.literal("on_shift")),
  max_load: z.optional(z.int().check(z.gte(1, "must be at least 1"))),
  // Part of the language, but refused: see `check`.
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
const STICKY =
  "`sticky` can not be kept yet: a pool does not say who knows the patient. Leave it out; `prefer: previous` keeps whoever has the card";

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
      prefer: "`previous`: whoever has the card keeps it.",
      else: "What is done when nobody can take it.",
    },
  },
  schema,
  check(spec, at, scope) {
    const roles = Object.keys(scope.ground.practice.rules.roles);
    if (!known(scope, "role", inside(at, "role"), roles)) return null;
    if (spec.sticky !== undefined)
      scope.ground.findings.strict("action-unsupported", inside(at, "sticky"), STICKY, { part: "key" });
    if (spec.else === undefined) return { spec, otherwise: null };
    const otherwise = scope.actions(inside(at, "else"), scope);
    return otherwise && { spec, otherwise };
  },
  deeds: () => [
    { kind: "owner", of: "card" },
    { kind: "event", event: "card.assigned" },
  ],
  run({ spec, otherwise }, run, path) {
    const { card } = run.moment.env;
    const eligible = poolOf(spec.role, run.moment).filter(
      (one) =>
        (spec.available === undefined || isOnShift(one, run.moment)) &&
        (spec.max_load === undefined || one.load < spec.max_load),
    );
    const chosen =
      preferred(spec, eligible, card) ?? eligible.toSorted(spec.pick === "any" ? byTurn : byLoad)[0];
    if (chosen) return [act(path, { type: "assign", to: chosen.person.id })];
    if (otherwise) return otherwise(run, `${path}.else`);
    return [
      act(path, { type: "assign", role: spec.role }),
      act(`${path}.label`, { type: "label", add: [NEEDS_OWNER], remove: [] }),
    ];
  },
};

/** Whoever has it goes before everyone else. */
const preferred = (spec: Spec, eligible: readonly Candidate[], card: Card): Candidate | undefined =>
  spec.prefer && eligible.find(({ person }) => person.id === card.assignee);
