import { parsePlace } from "@corridor/domain";
import * as z from "zod/mini";
import { inside } from "../reading/index.ts";
import { known } from "../scope/index.ts";
import { act, type ActionKind } from "./action.ts";

const schema = z.strictObject({ to: z.string(), on_refused: z.optional(z.enum(["fail", "skip", "stop"])) });
type Spec = z.infer<typeof schema>;

/** Moves the card, past the same guards and limits as a person. */
export const move: ActionKind<Spec, Spec> = {
  key: "move",
  doc: {
    what: "Moves the card, past the same guards and limits as a person.",
    example: "- move: { to: billing.charge_capture }",
    keys: {
      to: "A stage (its first state) or `stage.state`.",
      on_refused:
        "What a refusal does: `fail` (nothing of the rule is done), `skip` this action, or `stop` the list here.",
    },
  },
  schema,
  check(spec, at, scope) {
    const { lifecycle } = scope.ground;
    const places = lifecycle.stages.flatMap(({ id, states }) => [
      id,
      ...states.map((state) => `${id}.${state}`),
    ]);
    if (parsePlace(lifecycle, spec.to)) return spec;
    known(scope, "place", inside(at, "to"), places);
    return null;
  },
  deeds: ({ to }) => [{ kind: "place", place: to }],
  run: ({ to, on_refused }, _run, path) => [act(path, { type: "move", to }, on_refused ?? "fail")],
};
